using System.Text;
using Platform.Local.Forge.Git;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Repositories;

/// <summary><c>auto_init</c>: a commit with a README, some time after the creating call has answered.</summary>
internal sealed class FirstCommit(ForgeStore store, ForgeOptions options, BackgroundWork background, TimeProvider time)
{
    public void Start(Repository repository)
    {
        if (repository.Data.Initializing)
        {
            background.Run(async stopping =>
            {
                await Task.Delay(options.InitializeAfter, time, stopping);
                await MakeAsync(repository, stopping);
            });
        }
    }

    /// <summary>Finishes what the last forge on this data folder was killed in.</summary>
    public void Resume()
    {
        foreach (var repository in store.Repositories)
        {
            Start(repository);
        }
    }

    private async Task MakeAsync(Repository repository, CancellationToken stopping)
    {
        await repository.RefGate.WaitAsync(stopping);
        try
        {
            var (git, data) = (repository.Git, repository.Data);
            var branch = $"refs/heads/{data.DefaultBranch}";
            if (store.Find(data.Id) is not null && git.Refs.Read(branch) is null)
            {
                var readme = Encoding.UTF8.GetBytes($"# {data.Name}\n{data.Description}");
                var tree = git.WriteTree([new TreeEntry("README.md", "100644", git.Objects.Write("blob", readme))]);
                var author = ForgeUser.Sign(data.CreatedAt);
                git.Refs.Write(branch, git.WriteCommit(new Commit(tree, [], author, author, "Initial commit")));
                repository.Update(now => now with { Initializing = false });
            }
        }
        finally
        {
            repository.RefGate.Release();
        }
    }
}

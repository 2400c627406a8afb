using System.Text.Json.Nodes;
using Platform.Local.Forge.Git;
using Platform.Local.Forge.Shapes;

namespace Platform.Local.Forge.Actions.Running;

/// <summary>
/// <c>actions/checkout</c>: a work tree of the run's commit, or of another revision of the same repository, made by git.
/// </summary>
internal sealed class Checkout(Urls urls)
{
    /// <exception cref="InvalidDataException">The revision or the path is not what it may be.</exception>
    public Task RunAsync(Run run, JobFolder folder, JsonObject with, JobLog log)
    {
        var git = run.Repository.Git;
        var wanted = with["ref"]?.ToString();
        var sha = string.IsNullOrEmpty(wanted)
            ? run.Data.Sha
            : git.Resolve(wanted) ?? throw new InvalidDataException($"There is no revision {wanted}");
        var directory =
            folder.Inside(with["path"]?.ToString())
            ?? throw new InvalidDataException($"{with["path"]} is not in the workspace");
        Directory.CreateDirectory(directory);
        return Task.Run(() =>
        {
            var branch = string.IsNullOrEmpty(wanted) && run.Data.IsBranch ? run.Data.RefName : null;
            GitProcess.Read(directory, ["init", "--quiet"]);
            GitProcess.Read(directory, ["fetch", "--quiet", "--no-tags", git.Path, sha]);
            GitProcess.Read(
                directory,
                branch is null
                    ? ["checkout", "--quiet", "--force", "--detach", sha]
                    : ["checkout", "--quiet", "--force", "-B", branch, sha]);
            File.AppendAllText(
                Path.Combine(directory, ".git", "config"),
                $"[remote \"origin\"]\n\turl = {urls.Html(run.Repository.Data.FullName)}.git\n"
                    + "\tfetch = +refs/heads/*:refs/remotes/origin/*\n"
            );
            log.Line($"Checked out {sha}{(branch is null ? "" : $" as {branch}")}");
        });
    }
}

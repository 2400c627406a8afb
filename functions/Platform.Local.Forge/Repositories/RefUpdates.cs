using Platform.Local.Forge.Git;
using Platform.Local.Forge.State;
using Platform.Local.Forge.Webhooks;

namespace Platform.Local.Forge.Repositories;

internal enum RefOutcome
{
    Done,
    Exists,
    Missing,
    NotFastForward,
    Protected,
}

/// <summary>A branch or tag that moved; null stands for its absence.</summary>
internal sealed record RefChange(string Name, string? Before, string? After)
{
    public bool IsBranch => Name.StartsWith("refs/heads/", StringComparison.Ordinal);

    public string ShortName => Name.Split('/', 3)[2];
}

/// <summary>The one way by which references change through the API; pushes announce what git changed itself.</summary>
internal sealed class RefUpdates(ForgeEvents events, TimeProvider time)
{
    public Task<RefOutcome> CreateAsync(
        Repository repository,
        string name,
        string sha,
        CancellationToken cancellationToken) =>
        ChangeAsync(
            repository,
            name,
            sha,
            current => current is null ? RefOutcome.Done : RefOutcome.Exists,
            cancellationToken);

    public Task<RefOutcome> UpdateAsync(
        Repository repository,
        string name,
        string sha,
        bool force,
        CancellationToken cancellationToken) =>
        ChangeAsync(
            repository,
            name,
            sha,
            current =>
                current switch
                {
                    null => RefOutcome.Missing,
                    _ when repository.Git.IsFastForward(current, sha) => RefOutcome.Done,
                    _ when !force => RefOutcome.NotFastForward,
                    _ => ForbidsForce(repository.Data, name) ? RefOutcome.Protected : RefOutcome.Done,
                },
            cancellationToken);

    public Task<RefOutcome> DeleteAsync(Repository repository, string name, CancellationToken cancellationToken) =>
        ChangeAsync(
            repository,
            name,
            null,
            current => current is null ? RefOutcome.Missing
                : Forbids(repository.Data, name, "allow_deletions") ? RefOutcome.Protected : RefOutcome.Done,
            cancellationToken);

    /// <summary>Sets a branch that must stand at <paramref name="expected"/>; false when it doesn't.</summary>
    public async Task<bool> AdvanceAsync(
        Repository repository,
        string name,
        string? expected,
        string sha,
        CancellationToken cancellationToken) =>
        await ChangeAsync(
            repository,
            name,
            sha,
            current => current == expected ? RefOutcome.Done : RefOutcome.NotFastForward,
            cancellationToken) == RefOutcome.Done;

    /// <summary>Tells hooks and workflows; the caller holds the gate or has just left it.</summary>
    public void Announce(Repository repository, RefChange change)
    {
        repository.Update(data =>
            data.AfterMove(repository.Git, change, time.GetUtcNow()) with
            {
                PushedAt = time.GetUtcNow(),
                UpdatedAt = time.GetUtcNow(),
                Initializing = false,
            });
        events.RefChanged(repository, change);
    }

    private async Task<RefOutcome> ChangeAsync(
        Repository repository,
        string name,
        string? sha,
        Func<string?, RefOutcome> decide,
        CancellationToken cancellationToken)
    {
        await repository.RefGate.WaitAsync(cancellationToken);
        try
        {
            var current = repository.Git.Refs.Read(name);
            var outcome = decide(current);
            if (outcome == RefOutcome.Done && current != sha)
            {
                Apply(repository.Git.Refs, name, sha);
                Announce(repository, new RefChange(name, current, sha));
            }

            return outcome;
        }
        finally
        {
            repository.RefGate.Release();
        }
    }

    private static void Apply(RefStore refs, string name, string? sha)
    {
        if (sha is null)
        {
            refs.Delete(name);
        }
        else
        {
            refs.Write(name, sha);
        }
    }

    // Of all rules of a ruleset, this is the one that decides whether a forced first commit comes too late.
    private static bool ForbidsForce(RepositoryData data, string name) =>
        Forbids(data, name, "allow_force_pushes") || data.Rulesets.Any(ruleset =>
            ruleset["enforcement"]?.ToString() == "active"
            && ruleset["rules"] is System.Text.Json.Nodes.JsonArray rules
            && rules.Any(rule => rule?["type"]?.ToString() == "non_fast_forward"));

    private static bool Forbids(RepositoryData data, string name, string unless) =>
        name.StartsWith("refs/heads/", StringComparison.Ordinal)
        && data.Protections.TryGetValue(name["refs/heads/".Length..], out var settings)
        && settings[unless]?.ToString() != "true";
}

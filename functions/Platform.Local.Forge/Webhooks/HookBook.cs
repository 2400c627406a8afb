using System.Collections.Immutable;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Webhooks;

/// <summary>What a hook hangs on, as its deliveries name it.</summary>
internal sealed record HookTarget(string Type, long Id);

/// <summary>Finds hooks wherever they are kept.</summary>
internal sealed class HookBook(ForgeStore store)
{
    public IReadOnlyList<Hook> Of(RepositoryData repository) =>
        [.. repository.Hooks, .. store.Owner(repository.Owner).Data.Hooks];

    /// <param name="near">The repository that an event came from: its hooks and its owner's are looked at first.</param>
    public (Hook Hook, HookTarget Target)? Find(long id, long? near = null)
    {
        if (near is { } repositoryId && store.Find(repositoryId)?.Data is { } origin)
        {
            if (origin.Hooks.FirstOrDefault(hook => hook.Id == id) is { } own)
            {
                return (own, new HookTarget("repository", origin.Id));
            }

            var owner = store.Owner(origin.Owner).Data;
            if (owner.Hooks.FirstOrDefault(hook => hook.Id == id) is { } above)
            {
                return (above, new HookTarget("organization", owner.Id));
            }
        }

        foreach (var data in store.Repositories.Select(repository => repository.Data))
        {
            if (data.Hooks.FirstOrDefault(hook => hook.Id == id) is { } hook)
            {
                return (hook, new HookTarget("repository", data.Id));
            }
        }

        foreach (var data in store.Owners.Select(owner => owner.Data))
        {
            if (data.Hooks.FirstOrDefault(hook => hook.Id == id) is { } hook)
            {
                return (hook, new HookTarget("organization", data.Id));
            }
        }

        return null;
    }

    /// <summary>Keeps the outcome of the last delivery with the hook.</summary>
    public void Remember(long id, long? near, int? code, string status)
    {
        ImmutableArray<Hook> Changed(ImmutableArray<Hook> hooks) =>
            [.. hooks.Select(hook => hook.Id == id ? hook with { LastCode = code, LastStatus = status } : hook)];

        if (Find(id, near) is not var (_, target))
        {
            return;
        }

        if (target.Type == "repository")
        {
            store.Find(target.Id)?.Update(data => data with { Hooks = Changed(data.Hooks) });
        }
        else
        {
            store
                .Owners.First(owner => owner.Data.Id == target.Id)
                .Update(data => data with { Hooks = Changed(data.Hooks) });
        }
    }
}

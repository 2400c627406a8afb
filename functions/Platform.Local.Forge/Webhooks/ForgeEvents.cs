using System.Text.Json.Nodes;
using Platform.Local.Forge.Repositories;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Webhooks;

/// <summary>Is told of every branch and tag that moved.</summary>
internal interface IRefObserver
{
    void RefChanged(Repository repository, RefChange change);
}

/// <summary>Turns what happened to a repository into webhooks and workflow runs.</summary>
internal sealed class ForgeEvents(HookSender hooks, EventPayloads payloads, IEnumerable<IRefObserver> observers)
{
    /// <param name="changes">What was there before, in GitHub's form.</param>
    public void RepositoryChanged(RepositoryData data, string action, JsonObject? changes = null) =>
        hooks.Publish(data, "repository", action, payloads.Repository(data, action, changes));

    public void RefChanged(Repository repository, RefChange change)
    {
        if (change.Before is null)
        {
            hooks.Publish(repository.Data, "create", null, payloads.Create(repository.Data, change));
        }

        hooks.Publish(repository.Data, "push", null, payloads.Push(repository, change));
        foreach (var observer in observers)
        {
            observer.RefChanged(repository, change);
        }
    }
}

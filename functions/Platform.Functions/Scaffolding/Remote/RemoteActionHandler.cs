using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Actions.Remote;

namespace Platform.Functions.Scaffolding.Remote;

/// <summary>Lets administrators say which actions other services carry out.</summary>
public sealed class RemoteActionHandler(
    IRemoteActionStore store, RemoteActions actions, RemoteActionTransport transport, IEnumerable<IScaffoldAction> own)
{
    public static Problem NoSuchAction(string id) => new(
        "remote-action-not-found", "There is no such remote action.", "id", id.Length > 200 ? id[..200] : id,
        "an id that GET scaffolder/remote-actions lists, with or without @version");

    public async Task<IReadOnlyList<JsonObject>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await SortedAsync(cancellationToken)).Select(RemoteActionDocument.Write)];

    /// <param name="name">The id, which means the newest version, or id@version.</param>
    public async Task<JsonObject?> FindAsync(string name, CancellationToken cancellationToken) =>
        await NamedAsync(name, cancellationToken) is [.., var newest] ? RemoteActionDocument.Write(newest) : null;

    /// <summary>One version of an action; others of its versions stay.</summary>
    public async Task<Result<JsonObject>> PutAsync(string id, JsonObject body, CancellationToken cancellationToken)
    {
        var read = RemoteActionDocument.Read(id, body);
        if (!read.IsOk)
        {
            return Result<JsonObject>.Failed(read.Problems);
        }

        if (own.Any(action => action.Id == id))
        {
            return new Problem("action-id-taken", $"'{id}' is one of the platform's own actions.", "id", id, "an id of your own");
        }

        if (transport.WhyNot(read.Value) is { } problem)
        {
            return problem;
        }

        await store.PutAsync(read.Value, cancellationToken);
        actions.Forget();
        return RemoteActionDocument.Write(read.Value);
    }

    /// <summary>All versions, or the one that the name says.</summary>
    public async Task<bool> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        var named = await NamedAsync(name, cancellationToken);
        foreach (var action in named)
        {
            await store.DeleteAsync(action.Id, action.Version, cancellationToken);
        }

        actions.Forget();
        return named.Count > 0;
    }

    private async Task<IReadOnlyList<RemoteActionDefinition>> NamedAsync(string name, CancellationToken cancellationToken)
    {
        var (id, version) = ActionName.Parse(name);
        return [.. (await SortedAsync(cancellationToken))
            .Where(action => action.Id == id && (version is null || action.Version == version))];
    }

    private async Task<IEnumerable<RemoteActionDefinition>> SortedAsync(CancellationToken cancellationToken) =>
        (await store.ListAsync(cancellationToken))
            .OrderBy(action => action.Id, StringComparer.Ordinal).ThenBy(action => action.Version);
}

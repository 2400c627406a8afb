using System.Diagnostics.CodeAnalysis;
using Platform.Core.Primitives;

namespace Platform.Core.Scaffolding.Actions;

/// <summary>
/// The actions there are, by id and major version. Two of the same are a mistake in the composition, not a choice. Those of
/// <paramref name="more"/> come beside them and never in their place.
/// </summary>
public sealed class ActionRegistry(IEnumerable<IScaffoldAction> actions, IActionSource? more = null)
{
    public const string Unknown = "action-unknown";
    public const string VersionUnknown = "action-version-unknown";

    private readonly Dictionary<(string Id, int Version), IScaffoldAction> _own =
        actions.ToDictionary(action => (action.Id, action.Version));

    /// <value>In the order of ids and versions.</value>
    public IEnumerable<IScaffoldAction> All => _own.Values
        .Concat(more?.Current.Where(action => !_own.ContainsKey((action.Id, action.Version))) ?? [])
        .OrderBy(action => action.Id, StringComparer.Ordinal).ThenBy(action => action.Version);

    public IEnumerable<string> Ids => All.Select(action => action.Id).Distinct();

    /// <summary>To be awaited before names that somebody wrote just now are looked up.</summary>
    public ValueTask RefreshAsync(CancellationToken cancellationToken) => more?.RefreshAsync(cancellationToken) ?? default;

    /// <param name="name">See <see cref="ActionName"/>.</param>
    public bool TryGet(string name, [NotNullWhen(true)] out IScaffoldAction? action)
    {
        var (id, version) = ActionName.Parse(name);
        action = All.LastOrDefault(known => known.Id == id && (version is null || known.Version == version));
        return action is not null;
    }

    /// <summary>For a task on its way: an action may have gone since the task began, or be new to this instance.</summary>
    public async ValueTask<IScaffoldAction?> FindAsync(string name, CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken);
        return TryGet(name, out var action) ? action : null;
    }

    /// <summary>Why there is no such action; null when there is.</summary>
    public Problem? WhyMissing(string name, string? field = null, SourcePlace? place = null)
    {
        if (TryGet(name, out _))
        {
            return null;
        }

        var (id, version) = ActionName.Parse(name);
        var versions = All.Where(action => action.Id == id).Select(action => ActionName.Of(id, action.Version)).ToList();
        return version is not null && versions.Count > 0
            ? new(VersionUnknown, $"The action '{id}' has no version {version} here.", field, name,
                $"one of {string.Join(", ", versions)}, or {id} for the newest", place)
            : new(Unknown, $"There is no action '{id}' here.", field, name, $"one of {string.Join(", ", Ids)}", place);
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Platform.Core.Scaffolding.Actions;

/// <summary>
/// The actions there are, by id and major version. Two of the same are a mistake in the composition, not a choice. Templates write
/// the id alone, which means the newest version, or <c>id@major</c>.
/// </summary>
public sealed class ActionRegistry(IEnumerable<IScaffoldAction> actions)
{
    private readonly Dictionary<(string Id, int Version), IScaffoldAction> _all =
        actions.ToDictionary(action => (action.Id, action.Version));

    public IEnumerable<IScaffoldAction> All =>
        _all.Values.OrderBy(action => action.Id, StringComparer.Ordinal).ThenBy(action => action.Version);

    public IEnumerable<string> Ids => All.Select(action => action.Id).Distinct();

    /// <param name="name"><c>id</c> or <c>id@major</c>.</param>
    public bool TryGet(string name, [NotNullWhen(true)] out IScaffoldAction? action)
    {
        var (id, version) = Read(name);
        action = version is { } pinned
            ? _all.GetValueOrDefault((id, pinned))
            : VersionsOf(id).MaxBy(found => found.Version);
        return action is not null;
    }

    /// <summary>For steps that were checked before.</summary>
    public IScaffoldAction Get(string name) =>
        TryGet(name, out var action) ? action : throw new InvalidOperationException($"There is no action '{name}'.");

    private IEnumerable<IScaffoldAction> VersionsOf(string id) => _all.Values.Where(action => action.Id == id);

    private static (string Id, int? Version) Read(string name)
    {
        var at = name.LastIndexOf('@');
        return at > 0 && int.TryParse(name.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? (name[..at], version)
            : (name, null);
    }
}

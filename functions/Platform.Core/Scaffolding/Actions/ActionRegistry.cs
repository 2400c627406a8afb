using System.Diagnostics.CodeAnalysis;

namespace Platform.Core.Scaffolding.Actions;

/// <summary>The actions there are, by id. Two of the same id are a mistake in the composition, not a choice.</summary>
public sealed class ActionRegistry(IEnumerable<IScaffoldAction> actions)
{
    private readonly Dictionary<string, IScaffoldAction> _byId =
        actions.ToDictionary(action => action.Id, StringComparer.Ordinal);

    public IEnumerable<string> Ids => _byId.Keys.Order(StringComparer.Ordinal);

    public bool TryGet(string id, [NotNullWhen(true)] out IScaffoldAction? action) => _byId.TryGetValue(id, out action);

    /// <summary>For steps that were checked before.</summary>
    public IScaffoldAction Get(string id) =>
        TryGet(id, out var action) ? action : throw new InvalidOperationException($"There is no action '{id}'.");
}

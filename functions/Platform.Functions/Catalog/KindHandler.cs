using System.Text.Json.Nodes;
using Platform.Core.Catalog.ForeignKinds;
using Platform.Core.Primitives;

namespace Platform.Functions.Catalog;

/// <param name="IsNew">Whether the kind had no schema before.</param>
/// <param name="Effect">What the change means for entities that the catalog holds.</param>
public sealed record KindChange(KnownKind Kind, bool IsNew, string Effect);

/// <summary>Lets administrators say what entities of other kinds than Backstage's must look like.</summary>
public sealed class KindHandler(IKindDefinitions kinds)
{
    private const string Judged =
        "Entities of this kind are judged by the schema when their source is read the next time. Until then stored ones stay as "
        + "they are; one that does not satisfy it then stays too, as it was, and its problems are shown for its location.";

    private const string Unjudged =
        "Entities of this kind that are stored stay. Of those that are read from now on the envelope alone is checked, and each "
        + "says so in its status.";

    public static Problem NoSuchKind(string kind) => new(
        "kind-not-found", $"There is no kind '{Shown(kind)}': it is none of Backstage's, and nobody registered it.", "kind",
        Shown(kind), "the name of a kind that GET catalog/kinds lists");

    public async Task<IReadOnlyList<KnownKind>> ListAsync(CancellationToken cancellationToken) =>
    [
        .. KnownKind.BuiltIn,
        .. (await kinds.ListAsync(cancellationToken)).Select(KnownKind.Of)
            .OrderBy(kind => kind.Kind, StringComparer.OrdinalIgnoreCase)
            .Select(kind => kind with { Schema = null }),
    ];

    public async Task<KnownKind?> FindAsync(string kind, CancellationToken cancellationToken) =>
        BuiltIn(kind) ?? (await kinds.FindAsync(kind, cancellationToken) is { } found ? KnownKind.Of(found) : null);

    /// <param name="body"><c>{apiVersions: [...], schema: {...}}</c>.</param>
    public async Task<Result<KindChange>> PutAsync(string kind, JsonObject body, CancellationToken cancellationToken)
    {
        var definition = KindDefinition.Parse(kind, body);
        if (!definition.IsOk)
        {
            return Result<KindChange>.Failed(definition.Problems);
        }

        var isNew = await kinds.FindAsync(kind, cancellationToken) is null;
        await kinds.PutAsync(definition.Value, cancellationToken);
        return new KindChange(KnownKind.Of(definition.Value), isNew, Judged);
    }

    /// <returns>Null when nobody registered the kind.</returns>
    public async Task<KindChange?> DeleteAsync(string kind, CancellationToken cancellationToken) =>
        await kinds.FindAsync(kind, cancellationToken) is { } known && await kinds.DeleteAsync(kind, cancellationToken)
            ? new(KnownKind.Of(known), IsNew: false, Unjudged)
            : null;

    private static KnownKind? BuiltIn(string kind) =>
        KnownKind.BuiltIn.FirstOrDefault(known => known.Kind.Equals(kind, StringComparison.OrdinalIgnoreCase));

    private static string Shown(string kind) => kind.Length > 100 ? kind[..100] : kind;
}

using Platform.Core.Catalog.Ingestion;
using Platform.Core.Catalog.Validation.Kinds;
using Platform.Core.Primitives;
using Platform.Core.SourceControl;

namespace Platform.Core.Catalog.Locations;

/// <summary>Says which kinds of entities may come from where.</summary>
public interface IAllowRules
{
    /// <returns>Null when the entity may come from there, else what would have to be allowed.</returns>
    Problem? Check(EntityRef entityRef, Descriptor descriptor, SourcePlace? place = null);
}

/// <summary>
/// The rules of the setting <c>CatalogRules</c>. They look at where a text was read, never at what a message or a descriptor
/// says about itself: a pipeline must not make its own repository's file a member list of another one.
/// </summary>
public sealed class AllowRules(IReadOnlyList<AllowRule> rules, RepositoryHost host) : IAllowRules
{
    public const string NotAllowed = "entity-kind-not-allowed";

    /// <summary>
    /// Who may do what hangs on groups and users, and templates run with the platform's rights, so those kinds need an
    /// administrator's word. A location only leads on from what somebody with the right to register has registered.
    /// </summary>
    public static IReadOnlyList<AllowRule> Default { get; } =
    [
        new(["Component", "API", "Resource", "System", "Domain", "AiResource", AllowRule.ForeignKinds], Locations: null),
        new(["Location"], [new(LocationMatch.Registered)]),
    ];

    public Problem? Check(EntityRef entityRef, Descriptor descriptor, SourcePlace? place = null)
    {
        // Setting a directory up, or copying a catalog, is an administrator's word for what is in it.
        if (descriptor.IsFromDirectory || descriptor.CopiedOrigin is not null)
        {
            return null;
        }

        var places = PlacesOf(descriptor).ToList();
        if (descriptor.IsOwn || rules.Any(rule => Names(rule, entityRef.Kind) && Covers(rule, places)))
        {
            return null;
        }

        var from = places[^1];
        return new(
            NotAllowed,
            $"'{entityRef}' is not taken from {from.Type}:{from.Target}: no rule allows the kind {entityRef.Kind} there.",
            "kind",
            entityRef.Kind,
            $$"""a rule like {"allow":["{{entityRef.Kind}}"],"locations":[{"type":"{{from.Type}}","exact":"{{from.Target}}"}]}""",
            place);
    }

    private static bool Names(AllowRule rule, string kind) => rule.Kinds.Any(allowed =>
        allowed == AllowRule.AnyKind
        || (allowed == AllowRule.ForeignKinds && KindRules.IsForeign(kind))
        || string.Equals(allowed, kind, StringComparison.OrdinalIgnoreCase));

    private static bool Covers(AllowRule rule, IReadOnlyList<EntityPlace> places) =>
        rule.Locations is null || rule.Locations.Any(location => places.Any(location.Covers));

    /// <summary>The text's own place comes last.</summary>
    private IEnumerable<EntityPlace> PlacesOf(Descriptor descriptor)
    {
        if (descriptor.Registered is { } registered)
        {
            yield return new(LocationMatch.Registered, WithoutType(registered));
        }

        var type = descriptor.IsClaimed ? LocationMatch.Inline : LocationMatch.Url;
        yield return descriptor.File is { } file
            ? new(type, host.PageOf(file.Repository, file.Branch, file.Path), file.Repository.ToString())
            : new(type, WithoutType(descriptor.Location));
    }

    private static string WithoutType(string location) => location[(location.IndexOf(':', StringComparison.Ordinal) + 1)..];
}

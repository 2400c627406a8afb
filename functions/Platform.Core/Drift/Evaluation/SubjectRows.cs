using Platform.Core.Catalog.Queries;
using Platform.Core.Drift.Facts;
using Platform.Core.Drift.Rules;

namespace Platform.Core.Drift.Evaluation;

/// <summary>By what golden-path.yaml's filters tell subjects apart.</summary>
internal static class SubjectRows
{
    public static bool Matches(EntityFilter filter, DriftInput input) =>
        input.Entity is { } entity ? filter.Matches(entity.Rows.Of)
        : input.Repository is { } repository
            ? filter.Matches(key => OfRepository(key, repository)) || input.Entities.Any(one => filter.Matches(one.Rows.Of))
        : filter.Matches(key => OfOther(key, input));

    private static IReadOnlyList<string>? OfRepository(string key, RepositoryFacts repository) => key switch
    {
        "kind" => ["repository"],
        "metadata.name" => [repository.Name.Name.ToLowerInvariant()],
        "metadata.namespace" => [repository.Name.Owner.ToLowerInvariant()],
        "spec.archived" => Flag(repository.Listing.Value.Archived),
        "spec.fork" => Flag(repository.Listing.Value.Fork),
        "spec.template" => Flag(repository.Listing.Value.IsTemplate),
        _ => null,
    };

    private static IReadOnlyList<string>? OfOther(string key, DriftInput input) => key switch
    {
        "kind" => [input.Subject.Kind == SubjectKind.Service ? "service" : "organization"],
        "metadata.name" => [input.Subject.Name.ToLowerInvariant()],
        _ => null,
    };

    private static IReadOnlyList<string> Flag(bool value) => value ? ["true"] : ["false"];
}

using Platform.Core.Catalog.Index;
using Platform.Core.Catalog.Queries;

namespace Platform.Core.Catalog.Audits;

/// <summary>Two indexes that must be the same: bodies, relations, and what the search rows count.</summary>
internal static class IndexComparison
{
    /// <summary>One made by adding everything once and one that was changed for weeks must count the same.</summary>
    public static readonly string[] Keys =
    [
        "kind", "metadata.namespace", "metadata.tags", "spec.type", "spec.lifecycle", "spec.owner", "spec.system",
        "relations.ownedby", "relations.partof",
    ];

    public static List<AuditDivergence> Of(EntityIndex truth, EntityIndex other, string kind)
    {
        var found = new List<AuditDivergence>();
        foreach (var entry in truth.Entries())
        {
            var (expected, actual) = (truth.Find(entry.Ref), other.Find(entry.Ref));
            var wrong = actual is not { } there ? "It is missing."
                : !there.Entry.Body.Span.SequenceEqual(entry.Body.Span) ? "It has another body."
                : !Relations(expected!.Value).SequenceEqual(Relations(there)) ? "It has other relations."
                : null;
            if (wrong is not null)
            {
                found.Add(new(kind, entry.Ref.Canonical, wrong));
            }
        }

        found.AddRange(other.Entries()
            .Where(entry => truth.Find(entry.Ref) is null)
            .Select(entry => new AuditDivergence(kind, entry.Ref.Canonical, "It is there, and not in the tables.")));
        found.AddRange(Keys
            .Where(key => !Counts(truth, key).SetEquals(Counts(other, key)))
            .Select(key => new AuditDivergence(kind, key, "Its values are counted differently.")));
        return found;
    }

    private static IEnumerable<(string, string)> Relations(FoundEntity found) =>
        found.Relations.Select(edge => (edge.Type, edge.Other.Ref.Canonical));

    private static HashSet<FacetValue> Counts(EntityIndex index, string key) =>
        [.. index.Facet(key, EntityFilter.Everything)];
}

using Platform.Core.Catalog;

namespace Platform.Core.Drift.Rules.Relationships;

/// <summary>Looks up what an entity refers to.</summary>
internal static class DeclaredReferences
{
    public static IReadOnlyList<RuleEvidence> Missing(RuleContext context, string field, IReadOnlyList<EntityRef> references)
    {
        List<RuleEvidence>? evidence = null;
        for (var i = 0; i < references.Count; i++)
        {
            if (context.World.Find(references[i].Canonical) is null)
            {
                (evidence ??= []).Add(new(
                    $"{references[i]} is not in the catalog.", $"spec.{field}", references[i].Canonical,
                    "an entity of the catalog"));
            }
        }

        return evidence ?? (IReadOnlyList<RuleEvidence>)[];
    }
}

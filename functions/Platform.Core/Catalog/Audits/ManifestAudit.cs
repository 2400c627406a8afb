using Platform.Core.Catalog.Index;
using Platform.Core.Catalog.Sources;

namespace Platform.Core.Catalog.Audits;

/// <summary>What sources say they describe, against what the entities say they are described by.</summary>
internal static class ManifestAudit
{
    public static async Task<List<AuditDivergence>> OfAsync(
        ISourceManifests manifests, EntityIndex truth, CancellationToken cancellationToken)
    {
        var found = new List<AuditDivergence>();
        var told = new HashSet<(string Source, EntityRef Ref)>();
        await foreach (var manifest in manifests.ListAsync(cancellationToken))
        {
            foreach (var entityRef in manifest.Entities)
            {
                told.Add((manifest.Source, entityRef));
                if (truth.Find(entityRef) is null)
                {
                    found.Add(new(
                        DivergenceKinds.Manifest, entityRef.Canonical, $"{manifest.Source} describes it, and it is not there."));
                }
            }
        }

        found.AddRange(truth.Entries()
            .Where(entry => !told.Contains((entry.Source, entry.Ref)))
            .Select(entry => new AuditDivergence(
                DivergenceKinds.Manifest, entry.Ref.Canonical, $"The manifest of its source {entry.Source} lacks it.")));
        return found;
    }
}

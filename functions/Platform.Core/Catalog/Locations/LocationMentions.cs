using Platform.Core.Catalog.Ingestion;
using Platform.Core.Catalog.Validation;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Locations;

/// <summary>Finds the targets that a descriptor's Location entities name.</summary>
internal sealed class LocationMentions(IDocumentReader documents, LocationAddresses addresses, IAllowRules rules)
{
    /// <summary>Entities that are not taken into the catalog lead nowhere either.</summary>
    public (IReadOnlyList<LocationTarget> Targets, IReadOnlyList<Problem> Problems) In(Descriptor descriptor, string text)
    {
        List<LocationTarget> targets = [];
        List<Problem> problems = [];
        if (!text.Contains(LocationDocument.Kind, StringComparison.Ordinal))
        {
            return (targets, problems);
        }

        foreach (var read in documents.Read(descriptor.Name, text))
        {
            if (read.IsOk && LocationDocument.Is(read.Value)
                && EntityValidation.Validate(read.Value) is { IsOk: true, Value: { } entityRef }
                && rules.Check(entityRef, descriptor) is null)
            {
                var found = LocationDocument.Read(read.Value, descriptor, addresses);
                targets.AddRange(found.Targets);
                problems.AddRange(found.Problems);
            }
        }

        return (targets, problems);
    }
}

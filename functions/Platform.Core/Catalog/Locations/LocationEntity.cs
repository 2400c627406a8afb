using System.Text.Json.Nodes;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Catalog.Sources;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Locations;

/// <summary>The entity that stands for a registered location, as Backstage makes it.</summary>
public static class LocationEntity
{
    /// <param name="problems">With its target.</param>
    public static SourceReading Read(RegisteredLocation location, IReadOnlyList<Problem> problems)
    {
        var spec = new JsonObject { ["type"] = location.Type, ["target"] = location.Target };
        if (location.IsOptional)
        {
            spec["presence"] = "optional";
        }

        var entity = new JsonObject
        {
            ["apiVersion"] = "backstage.io/v1alpha1",
            ["kind"] = LocationDocument.Kind,
            ["metadata"] = new JsonObject { ["name"] = location.EntityName },
            ["spec"] = spec,
        };
        return new(DescriptorOf(location), SourceState.Read, entity.ToJsonString(PlatformJson.Options), problems);
    }

    public static Descriptor DescriptorOf(RegisteredLocation location) =>
        new(location.Source, location.Source, location.Source) { Registered = location.Reference, IsOwn = true };
}

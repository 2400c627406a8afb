using Platform.Core.Observability;

namespace Platform.Functions.Catalog;

/// <summary>Measures a message that brings entities.</summary>
internal readonly struct IngestionMeter(TimeProvider clock)
{
    private readonly long _begun = clock.GetTimestamp();

    public void Done(int stored, int unchanged, int rejected)
    {
        PlatformMetrics.CatalogIngestion.Record(clock.GetElapsedTime(_begun).TotalSeconds);
        Count("stored", stored);
        Count("unchanged", unchanged);
        Count("rejected", rejected);
    }

    private static void Count(string outcome, int entities)
    {
        if (entities > 0)
        {
            PlatformMetrics.CatalogEntities.Add(entities, new KeyValuePair<string, object?>(TelemetryTags.Outcome, outcome));
        }
    }
}

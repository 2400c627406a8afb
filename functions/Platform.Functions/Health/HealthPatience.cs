namespace Platform.Functions.Health;

/// <summary>How long a probe may take: long enough for a cold connection, shorter than the patience of those who ask.</summary>
internal sealed record HealthPatience(TimeSpan PerProbe)
{
    public static readonly HealthPatience OfRequests = new(TimeSpan.FromSeconds(10));
}

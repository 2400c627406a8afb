namespace Platform.Functions.Health;

/// <summary>
/// How long a probe may take: long enough for a cold start on a busy machine, shorter than the 30 s that monitors wait.
/// </summary>
internal sealed record HealthPatience(TimeSpan PerProbe)
{
    public static readonly HealthPatience OfRequests = new(TimeSpan.FromSeconds(20));
}

using Azure;

namespace Platform.Local.Runtime.Durable.Storage;

/// <summary>Tells "storage is away, try again" from answers that will not change.</summary>
internal static class Outage
{
    /// <summary>Aggregates are how the SDK reports that its own retries were used up.</summary>
    public static bool Is(Exception failure, CancellationToken cancellation) =>
        !cancellation.IsCancellationRequested
        && (failure is RequestFailedException { Status: 0 or 408 or 429 or >= 500 }
            or AggregateException or IOException or OperationCanceledException);
}

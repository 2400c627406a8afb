using System.Text.Json;
using Platform.Core.Catalog.Sources;
using Platform.Core.Primitives;
using Platform.Core.Queues;
using Platform.Core.SourceControl;

namespace Platform.Core.Catalog.Ingestion;

/// <summary>
/// A pipeline names a commit as soon as it is pushed, and the replica that is asked may not have it yet: what is not found is
/// asked for again, some times, and stays reported until it is found.
/// </summary>
public sealed class LateFiles(IQueueSender queues)
{
    /// <summary>5, 15, 45, 135 and 300 seconds: over eight minutes in all.</summary>
    public const int MostAttempts = 5;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <param name="at">When the request's state became true; it does not become later by waiting.</param>
    /// <returns>Whether some are asked for again.</returns>
    public async Task<bool> AskAgainAsync(
        CatalogIngestRequest request,
        DateTimeOffset at,
        IReadOnlyList<SourceReading> readings,
        CancellationToken cancellationToken)
    {
        var attempt = request.Attempt ?? 0;
        var missing = readings.Where(IsMissing).Select(reading => reading.Descriptor.File!.Path).ToList();
        if (missing.Count == 0 || attempt >= MostAttempts)
        {
            return false;
        }

        var next = request with { Paths = missing, OccurredAt = at, Attempt = attempt + 1 };
        var pause = FirstPause * Math.Pow(3, attempt);
        await queues.SendLaterAsync(
            QueuedIngestion.Queue,
            JsonSerializer.SerializeToUtf8Bytes(next, PlatformJson.Options),
            pause < LongestPause ? pause : LongestPause,
            cancellationToken);
        return true;
    }

    private static bool IsMissing(SourceReading reading) =>
        reading is { State: SourceState.Failed, Descriptor.File: not null }
        && reading.Problems is [{ Code: ReadingProblems.FileNotFound or ReadingProblems.RepositoryNotFound }];
}

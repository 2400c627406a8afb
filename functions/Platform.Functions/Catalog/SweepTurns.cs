using System.Globalization;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Platform.Core.Catalog.Discovery.Sweeps;

namespace Platform.Functions.Catalog;

/// <summary>
/// Lets one sweep of a kind be under way at a time. One that was begun and whose orchestration is no more does not stand in the
/// way.
/// </summary>
/// <param name="prefix">Of the ids of this kind of sweep.</param>
internal sealed partial class SweepTurns<TResult>(
    ISweepRecords<TResult> records, string prefix, TimeProvider clock, ILogger logger)
    where TResult : class
{
    private const string Form = "yyyyMMdd'T'HHmmssfff";

    /// <summary>Between the row and the orchestration passes no more than this, or the process has died there.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    public string NewId() => prefix + clock.GetUtcNow().ToString(Form, CultureInfo.InvariantCulture);

    /// <returns>The sweep that is under way already.</returns>
    public async Task<string?> BeginAsync(DurableTaskClient client, string id, CancellationToken cancellationToken)
    {
        var running = await records.TryBeginAsync(id, instead: null, cancellationToken);
        while (running is not null)
        {
            var instance = await client.GetInstanceAsync(running, cancellationToken);
            if (instance is { IsCompleted: false } || (instance is null && IsYoung(running)))
            {
                return running;
            }

            LogAbandoned(logger, running);
            running = await records.TryBeginAsync(id, running, cancellationToken);
        }

        return null;
    }

    private bool IsYoung(string id) =>
        DateTimeOffset.TryParseExact(
            id[prefix.Length..], Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var begun)
        && clock.GetUtcNow() - begun < Grace;

    [LoggerMessage(2, LogLevel.Warning, "Sweep {Sweep} was begun and has no orchestration that works on it.")]
    private static partial void LogAbandoned(ILogger logger, string sweep);
}

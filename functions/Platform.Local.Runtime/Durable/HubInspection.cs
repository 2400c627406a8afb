using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Local.Runtime.Durable.History;
using Platform.Local.Runtime.Durable.Storage;
using Platform.Local.Runtime.Hosting;

namespace Platform.Local.Runtime.Durable;

/// <summary>A hub as it lies in storage.</summary>
/// <param name="Owner">Who holds it now; null when nobody does.</param>
/// <param name="IsOwnerElsewhere">Whether the owner runs on another machine, where nobody here can see whether it lives.</param>
/// <param name="InFlight">The orchestrator of each instance that has not ended.</param>
public sealed record HubReport(string Name, string? Owner, bool IsOwnerElsewhere, IReadOnlyList<string> InFlight);

/// <summary>Reads a hub without owning it: no engine is started, nothing is written, whoever owns it is not disturbed.</summary>
public static class HubInspection
{
    private const string OwnerBlob = "owner";
    private const int Attempts = 5;

    /// <returns>Null when there is no hub yet.</returns>
    public static async Task<HubReport?> LookAsync(IConfiguration settings, CancellationToken cancellationToken)
    {
        var host = new HostSettings(settings);
        var storage = new HubStorage(new() { ConnectionString = host.ConnectionString(null), HubName = host.HubName });
        if (!await storage.Container.GetBlobClient(OwnerBlob).ExistsAsync(cancellationToken))
        {
            return null;
        }

        var owner = await OwnerAsync(storage, cancellationToken);
        var names = await InFlightAsync(storage, cancellationToken);
        return new(host.HubName, owner?.ToString(), owner is { IsOnThisMachine: false }, names);
    }

    /// <summary>A living owner removes what ends while this reads; then it reads again.</summary>
    private static async Task<IReadOnlyList<string>> InFlightAsync(HubStorage storage, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var epoch = await storage.Table.GetEntityAsync<TableEntity>(
                    JournalKeys.Partition, JournalKeys.Epoch, cancellationToken: cancellationToken);
                var journal = await new JournalReader(storage.Table, new BodyStore(storage.Container, NullLogger.Instance))
                    .ReadAsync(epoch.Value.GetInt64(JournalColumns.Lsn) ?? 0, cancellationToken);
                return
                [
                    .. journal.Executions.Values.Where(execution => !execution.HasEnded)
                        .SelectMany(execution => execution.Turns.Take(1))
                        .SelectMany(turn => turn.Messages.OfType<TurnMessage.Started>())
                        .Select(start => start.Name),
                ];
            }
            catch (RequestFailedException missing) when (missing.Status == 404 && attempt < Attempts)
            {
                // See above; a hub that is just being made has no table yet, either.
            }
        }
    }

    private static async Task<HubOwner?> OwnerAsync(HubStorage storage, CancellationToken cancellationToken)
    {
        var content = await storage.Container.GetBlobClient(OwnerBlob).DownloadContentAsync(cancellationToken);
        var owner = JsonSerializer.Deserialize(content.Value.Content, HistoryJson.Default.HubOwner);
        return content.Value.Details.LeaseStatus == LeaseStatus.Locked && owner is { Machine: not null, IsKnownDead: false }
            ? owner
            : null;
    }
}

using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Kpis.Noted;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage.Metrics;

/// <summary>
/// A row per event in a partition per kind and month: 10,000 requests, 10,000 tickets and 300,000 views a month are 10, 10 and
/// 300 pages, and 0.1 views a second. Half a year of requests and tickets, which trends look at, is some 120 calls.
/// </summary>
internal sealed class TablePlatformNotes(TableServiceClient tables, BlobServiceClient blobs) : IPlatformNotes
{
    private readonly OnDemandTable _table = new(tables, MetricsStorage.NotesTable);
    private readonly ContentContainer _bodies = new(blobs, MetricsStorage.BodiesContainer);

    public async Task AddAsync(PlatformNote note, CancellationToken cancellationToken)
    {
        var kind = note.Kind ?? throw new ArgumentException("No figure is made of it.", nameof(note));
        var row = new TableEntity(PartitionOf(kind, MonthOf(note.At)), MetricsKeys.Event(note.Source, note.Id))
        {
            ["Source"] = note.Source,
            ["Id"] = note.Id,
            ["Subject"] = note.Subject,
            ["At"] = note.At,
        };
        await RowBody.PutAsync(row, TextOf(note.Notice), _bodies, cancellationToken);
        await _table.WriteAsync(
            table => table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken), cancellationToken);
    }

    public async Task<IReadOnlyList<PlatformNote>> ListAsync(
        NoteKind kind, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var found = new List<PlatformNote>();

        // Days are those of the organisation's zone, months those of UTC.
        var last = to.AddDays(1);
        for (var month = from.AddDays(-1); (month.Year, month.Month).CompareTo((last.Year, last.Month)) <= 0;
            month = new DateOnly(month.Year, month.Month, 1).AddMonths(1))
        {
            var partition = PartitionOf(kind, month);
            await foreach (var row in table.QueryAsync<TableEntity>(
                row => row.PartitionKey == partition, cancellationToken: cancellationToken))
            {
                var body = await RowBody.GetAsync(row, _bodies, cancellationToken)
                    ?? throw new InvalidDataException($"The note {row.RowKey} has no body.");
                found.Add(new(
                    row.GetString("Source"), row.GetString("Id"), row.GetString("Subject"),
                    row.GetDateTimeOffset("At")!.Value, Read(kind, Encoding.UTF8.GetString(body.Span))));
            }
        }

        return found;
    }

    private static byte[] TextOf(Notice notice) => Encoding.UTF8.GetBytes(notice switch
    {
        RequestNotice one => PlatformJson.Serialize(one),
        TicketNotice one => PlatformJson.Serialize(one),
        DocumentationNotice one => PlatformJson.Serialize(one),
        _ => throw new ArgumentException("No figure is made of it.", nameof(notice)),
    });

    private static Notice Read(NoteKind kind, string json) => kind switch
    {
        NoteKind.Request => PlatformJson.Deserialize<RequestNotice>(json),
        NoteKind.Ticket => PlatformJson.Deserialize<TicketNotice>(json),
        _ => PlatformJson.Deserialize<DocumentationNotice>(json),
    };

    private static DateOnly MonthOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    private static string PartitionOf(NoteKind kind, DateOnly month) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}|{month:yyyy-MM}").ToLowerInvariant();
}

using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using Platform.Core.Access;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage.Access;

/// <summary>
/// The rows of the audit log. One partition a day and rows by time, both counted down, so that the service hands them out newest
/// first and skips days without entries by itself.
/// <para>
/// A mutating call is one insert and one merge, so a day's partition (2,000 operations/s) carries 1,000 calls a second; people
/// and pipelines stay orders of magnitude below. Subjects of an entry fill rows of at most 16 KiB, UTF-16, half of what a
/// property may hold: 10,000 references of 50 characters are 62 rows in one batch.
/// </para>
/// </summary>
internal static class AuditRows
{
    private const int LongestSubjects = 8 * 1024;

    public static IEnumerable<TableEntity> Of(AuditEntry entry) =>
        Chunks(entry.Subjects).Select((subjects, part) => Row(entry, subjects, part));

    public static AuditEntry Read(TableEntity row) => new(
        row.GetString("Id"),
        row.GetString("Who"),
        row.GetString("What"),
        row.GetDateTimeOffset("When")!.Value,
        row.GetString("From"))
    {
        Subjects = row.GetString("Subjects") is { Length: > 0 } subjects ? subjects.Split('\n') : [],
        Outcome = row.GetString("Outcome") is { } outcome ? Enum.Parse<AuditOutcome>(outcome) : null,
        Status = row.GetInt32("Status"),
        Detail = row.GetString("Detail"),
    };

    public static string Partition(DateTimeOffset when) =>
        (99_999_999 - (when.UtcTicks / TimeSpan.TicksPerDay)).ToString("d8", CultureInfo.InvariantCulture);

    /// <summary>The beginning of the keys of all entries of this time.</summary>
    public static string RowPrefix(DateTimeOffset when) =>
        (DateTimeOffset.MaxValue.UtcTicks - when.UtcTicks).ToString("d19", CultureInfo.InvariantCulture);

    private static TableEntity Row(AuditEntry entry, string subjects, int part)
    {
        var suffix = part == 0 ? string.Empty : $"-{part:d4}";
        // What others chose is hashed: a key has characters that it may not hold.
        var row = new TableEntity(
            Partition(entry.When), $"{RowPrefix(entry.When)}-{ContentHash.Of(entry.Id)[..32]}{suffix}")
        {
            ["Id"] = entry.Id,
            ["Who"] = entry.Who,
            ["What"] = entry.What,
            ["When"] = entry.When,
            ["From"] = entry.From,
        };
        Put(row, "Subjects", subjects.Length > 0 ? subjects : null);
        Put(row, "Outcome", entry.Outcome?.ToString());
        Put(row, "Status", entry.Status);
        Put(row, "Detail", entry.Detail);
        return row;
    }

    private static void Put(TableEntity row, string name, object? value)
    {
        if (value is not null)
        {
            row[name] = value;
        }
    }

    private static IEnumerable<string> Chunks(IReadOnlyList<string> subjects)
    {
        var chunk = new StringBuilder();
        foreach (var subject in subjects)
        {
            var line = subject.Length > 1000 ? subject[..1000] : subject;
            if (chunk.Length > 0 && chunk.Length + line.Length + 1 > LongestSubjects)
            {
                yield return chunk.ToString();
                chunk.Clear();
            }

            chunk.Append(chunk.Length > 0 ? "\n" : string.Empty).Append(line.Replace('\n', ' '));
        }

        // Also without subjects there is an entry.
        yield return chunk.ToString();
    }
}

using Azure.Data.Tables;

namespace Platform.Adapters.Storage.Metrics;

/// <summary>Bytes of any length in a row: those beyond 32 KiB are a blob that is written before the row.</summary>
internal static class RowBody
{
    public const string Body = "Body";
    public const string Address = "BodyAddress";

    private const int LongestInline = 32 * 1024;

    public static async Task PutAsync(
        TableEntity row, ReadOnlyMemory<byte> bytes, ContentContainer bodies, CancellationToken cancellationToken)
    {
        if (bytes.Length <= LongestInline)
        {
            row[Body] = bytes.ToArray();
        }
        else
        {
            row[Address] = await bodies.PutAsync(bytes, cancellationToken);
        }
    }

    /// <returns>Null when the row has none.</returns>
    public static async ValueTask<ReadOnlyMemory<byte>?> GetAsync(
        TableEntity row, ContentContainer bodies, CancellationToken cancellationToken) =>
        row.GetBinary(Body) is { } inline ? inline
        : row.GetString(Address) is { } address ? await bodies.GetAsync(address, cancellationToken)
        : null;
}

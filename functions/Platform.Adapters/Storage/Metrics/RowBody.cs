using Azure.Data.Tables;

namespace Platform.Adapters.Storage.Metrics;

/// <summary>Bytes of any length in a row: those beyond 32 KiB are a blob that is written before the row.</summary>
internal static class RowBody
{
    public const string Body = "Body";
    public const string Sightings = "Sightings";

    private const int LongestInline = 32 * 1024;

    public static async Task PutAsync(
        TableEntity row,
        ReadOnlyMemory<byte> bytes,
        ContentContainer bodies,
        CancellationToken cancellationToken,
        string name = Body)
    {
        if (bytes.Length <= LongestInline)
        {
            row[name] = bytes.ToArray();
        }
        else
        {
            row[AddressOf(name)] = await bodies.PutAsync(bytes, cancellationToken);
        }
    }

    public static string AddressOf(string name) => $"{name}Address";

    /// <returns>Null when the row has none.</returns>
    public static async ValueTask<ReadOnlyMemory<byte>?> GetAsync(
        TableEntity row, ContentContainer bodies, CancellationToken cancellationToken, string name = Body) =>
        row.GetBinary(name) is { } inline ? inline
        : row.GetString(AddressOf(name)) is { } address ? await bodies.GetAsync(address, cancellationToken)
        : (ReadOnlyMemory<byte>?)null;
}

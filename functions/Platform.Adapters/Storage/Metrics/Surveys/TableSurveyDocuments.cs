using System.IO.Compression;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Platform.Core.Metrics.Surveys;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage.Metrics.Surveys;

/// <summary>
/// A row for each document, replaced as a whole and only by who saw what it replaces. Tables keep nothing of what was replaced;
/// the account's blobs are kept for some days after they are deleted, so what is too big for a row is a blob that only the key in
/// the row opens, a new key each time: with the row that named it a blob is lost for good.
/// <para>
/// The arithmetic: of 5,000 people the used tokens are 100 KB when they are compressed, and each answer writes them anew; some 20
/// answers a second are counted one after the other, 1,200 a minute, and who is overtaken tries again. A partition for all
/// surveys and one for all rounds: hundreds of rows.
/// </para>
/// </summary>
internal sealed class TableSurveyDocuments(TableServiceClient tables, BlobServiceClient blobs) : ISurveyDocuments
{
    private const string Body = "Body";
    private const string Key = "Key";
    private const string Address = "Address";
    private const int LongestBody = 60_000;

    private readonly OnDemandTable _table = new(tables, MetricsStorage.SurveysTable);
    private readonly SealedBodies _bodies = new(blobs);

    public async Task<(T Document, string Version)?> FindAsync<T>(string name, CancellationToken cancellationToken)
        where T : class
    {
        var table = await _table.GetAsync(cancellationToken);
        var (partition, key) = KeysOf(name);
        while (true)
        {
            var row = await table.GetEntityIfExistsAsync<TableEntity>(partition, key, cancellationToken: cancellationToken);
            if (!row.HasValue)
            {
                return null;
            }

            if (await BodyOfAsync(row.Value!, cancellationToken) is { } body)
            {
                return (Read<T>(body), VersionOf(row.Value!));
            }

            // The body went with its row; another stands there by now, or none.
        }
    }

    public async Task<bool> SaveAsync<T>(string name, T document, string? version, CancellationToken cancellationToken)
        where T : class
    {
        var table = await _table.GetAsync(cancellationToken);
        var (partition, key) = KeysOf(name);
        var row = new TableEntity(partition, key);
        var body = Write(document);
        string? address = null;
        if (body.Length <= LongestBody)
        {
            row[Body] = body;
        }
        else
        {
            (address, row[Key]) = await _bodies.PutAsync(body, cancellationToken);
            row[Address] = address;
        }

        try
        {
            if (version is null)
            {
                await table.AddEntityAsync(row, cancellationToken);
                return true;
            }

            await table.UpdateEntityAsync(row, new ETag(EtagOf(version)), TableUpdateMode.Replace, cancellationToken);
            await _bodies.RemoveAsync(AddressOf(version), cancellationToken);
            return true;
        }
        catch (RequestFailedException raced) when (raced.Status is 404 or 409 or 412)
        {
            await _bodies.RemoveAsync(address, cancellationToken);
            return false;
        }
    }

    public async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var (partition, key) = KeysOf(name);
        var row = await table.GetEntityIfExistsAsync<TableEntity>(partition, key, cancellationToken: cancellationToken);
        if (row.HasValue)
        {
            await table.DeleteEntityAsync(partition, key, ETag.All, cancellationToken);
            await _bodies.RemoveAsync(row.Value!.GetString(Address), cancellationToken);
        }
    }

    public async Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var partition = prefix[..prefix.IndexOf('/')];
        var (from, to) = (KeysOf(prefix).Row, KeysOf(prefix).Row + "~");
        var names = new List<string>();
        await foreach (var row in table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {from} and RowKey lt {to}"),
            select: ["RowKey"],
            cancellationToken: cancellationToken))
        {
            names.Add(row.RowKey.Replace('|', '/'));
        }

        return names;
    }

    private async Task<byte[]?> BodyOfAsync(TableEntity row, CancellationToken cancellationToken) =>
        row.GetString(Address) is { } address
            ? await _bodies.FindAsync(address, row.GetBinary(Key), cancellationToken)
            : row.GetBinary(Body);

    private static byte[] Write<T>(T document)
    {
        using var body = new MemoryStream();
        using (var text = new BrotliStream(body, CompressionLevel.Fastest, leaveOpen: true))
        {
            JsonSerializer.Serialize(text, document, PlatformJson.Options);
        }

        return body.ToArray();
    }

    private static T Read<T>(byte[] body)
    {
        using var text = new BrotliStream(new MemoryStream(body), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<T>(text, PlatformJson.Options)!;
    }

    private static (string Partition, string Row) KeysOf(string name) =>
        (name[..name.IndexOf('/')], name.Replace('/', '|'));

    private static string VersionOf(TableEntity row) => $"{row.ETag}\n{row.GetString(Address)}";

    private static string EtagOf(string version) => version[..version.IndexOf('\n')];

    private static string? AddressOf(string version) =>
        version[(version.IndexOf('\n') + 1)..] is { Length: > 0 } address ? address : null;
}

using Azure;
using Azure.Data.Tables;
using Platform.Core.Catalog;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Library;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Adapters.Storage.Scaffolding;

/// <summary>
/// A partition per template: a row for each version, and one that names the promoted. A template has some hundred versions over
/// its life, and each is written a few times.
/// </summary>
public sealed class TableTemplateVersions(TableServiceClient tables, IContentStore contents) : ITemplateVersions
{
    private const string Stable = "stable";
    private const string Version = "v:";

    private readonly OnDemandTable _table = new(tables, ScaffoldTables.TemplateVersions);

    public async Task AddAsync(TemplateVersionRecord version, CancellationToken cancellationToken)
    {
        var row = new TableEntity(KeyOf(version.Ref), Version + version.Hash) { ["Body"] = PlatformJson.Serialize(version) };
        try
        {
            await _table.WriteAsync(table => table.AddEntityAsync(row, cancellationToken), cancellationToken);
        }
        catch (RequestFailedException known) when (known.Status == 409)
        {
            // It was seen before.
        }
    }

    public async Task<TemplateVersionRecord?> FindAsync(
        EntityRef template, string hash, CancellationToken cancellationToken) =>
        hash.Length == 64 && hash.All(char.IsAsciiHexDigitLower)
            && await RowAsync(template, Version + hash, cancellationToken) is { } row
            ? await ReadAsync(row, cancellationToken)
            : null;

    public async Task<(IReadOnlyList<TemplateVersionRecord> Versions, string? Stable)> ListAsync(
        EntityRef template, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var partition = KeyOf(template);
        var versions = new List<TemplateVersionRecord>();
        string? stable = null;
        await foreach (var row in table.QueryAsync<TableEntity>(
            row => row.PartitionKey == partition, cancellationToken: cancellationToken))
        {
            if (row.RowKey == Stable)
            {
                stable = row.GetString("Hash");
            }
            else
            {
                versions.Add(await ReadAsync(row, cancellationToken));
            }
        }

        return ([.. versions.OrderByDescending(version => version.SeenAt)], stable);
    }

    public async Task<string?> FindStableAsync(EntityRef template, CancellationToken cancellationToken) =>
        (await RowAsync(template, Stable, cancellationToken))?.GetString("Hash");

    public Task NoteAsync(
        EntityRef template, string hash, TemplateVerification verification, CancellationToken cancellationToken) =>
        ChangeAsync(template, hash, version => version with { Verification = verification }, cancellationToken);

    public async Task PromoteAsync(
        EntityRef template, string hash, string by, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await ChangeAsync(
            template, hash, version => version with { PromotedAt = at, PromotedBy = by }, cancellationToken);
        var table = await _table.GetAsync(cancellationToken);
        await table.UpsertEntityAsync(
            new TableEntity(KeyOf(template), Stable) { ["Hash"] = hash }, TableUpdateMode.Replace, cancellationToken);
    }

    private async Task ChangeAsync(
        EntityRef template, string hash, Func<TemplateVersionRecord, TemplateVersionRecord> change,
        CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        while (true)
        {
            var row = await RowAsync(template, Version + hash, cancellationToken)
                ?? throw new InvalidOperationException($"{template} never had the version {hash}.");
            var text = PlatformJson.Serialize(change(await ReadAsync(row, cancellationToken)));
            row["Body"] = await contents.PutTextAsync(text, cancellationToken);
            try
            {
                await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellationToken);
                return;
            }
            catch (RequestFailedException conflict) when (conflict.Status == 412)
            {
                // Somebody else noted something; change what stands now.
            }
        }
    }

    private async Task<TableEntity?> RowAsync(EntityRef template, string row, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var found = await table.GetEntityIfExistsAsync<TableEntity>(
            KeyOf(template), row, cancellationToken: cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    private async Task<TemplateVersionRecord> ReadAsync(TableEntity row, CancellationToken cancellationToken) =>
        PlatformJson.Deserialize<TemplateVersionRecord>(
            await contents.GetTextAsync(row.GetString("Body"), cancellationToken));

    // Keys can't hold a slash, and references may hold anything else.
    private static string KeyOf(EntityRef template) => ContentHash.Of(template.Canonical)[..32];
}

using Azure;
using Azure.Data.Tables;
using Platform.Core.Catalog.Claims;

namespace Platform.Adapters.Storage.Catalog;

/// <summary>Where a bucket's feed ends. Null as the tag: there is no head row yet.</summary>
internal sealed record BucketHead(long Position, ETag? Tag);

/// <summary>
/// The rows of one commit to a bucket: entities, their feed rows, and the head that makes the commit exclusive.
/// </summary>
internal sealed class CatalogBatch(string bucket, BucketHead head, DateTimeOffset now)
{
    private readonly List<TableTransactionAction> _actions = [];
    private long _position = head.Position;

    public bool IsEmpty => _actions.Count == 0;

    /// <param name="stored">The row as it was read; null when there is none.</param>
    /// <param name="keepsBody">The row is merged into the stored one.</param>
    public void Put(EntityState state, TableEntity row, TableEntity? stored, bool keepsBody)
    {
        _position++;
        row["Position"] = _position;
        var change = keepsBody ? TableTransactionActionType.UpdateMerge : TableTransactionActionType.UpdateReplace;
        _actions.Add(stored is null ? new(TableTransactionActionType.Add, row) : new(change, row, stored.ETag));
        _actions.Add(new(TableTransactionActionType.Add, new TableEntity(bucket, CatalogKeys.Feed(_position))
        {
            ["Ref"] = state.Ref.Canonical,
            ["Etag"] = state.IsThere ? row["Etag"] : null,
            ["Change"] = state.IsThere ? "stored" : "removed",
            ["At"] = now,
        }));
    }

    /// <summary>Nothing is written unless nobody else wrote to the bucket since its head was read.</summary>
    /// <returns>The new head.</returns>
    public async Task<BucketHead> CommitAsync(TableClient table, CancellationToken cancellationToken)
    {
        var next = new TableEntity(bucket, CatalogKeys.Head) { ["Position"] = _position };
        _actions.Add(head.Tag is { } tag
            ? new(TableTransactionActionType.UpdateReplace, next, tag)
            : new(TableTransactionActionType.Add, next));
        var answers = await table.SubmitTransactionAsync(_actions, cancellationToken);
        return new(_position, answers.Value[^1].Headers.ETag);
    }
}

using Azure;
using Azure.Data.Tables;
using Platform.Core.Catalog.Claims;

namespace Platform.Adapters.Storage.Catalog;

/// <summary>Where a bucket's feed ends. Null as the tag: there is no head row yet.</summary>
internal sealed record BucketHead(long Position, ETag? Tag);

/// <summary>
/// The rows of one commit to a bucket: entities, one row of the feed for all of them, and the head that makes the commit
/// exclusive.
/// </summary>
internal sealed class CatalogBatch(string bucket, BucketHead head, DateTimeOffset now)
{
    private readonly List<TableTransactionAction> _actions = [];
    private readonly List<string> _refs = [];
    private readonly List<string> _etags = [];

    public bool IsEmpty => _actions.Count == 0;

    private long Position => head.Position + _refs.Count;

    /// <param name="stored">The row as it was read; null when there is none.</param>
    /// <param name="keepsBody">The row is merged into the stored one.</param>
    public void Put(EntityState state, TableEntity row, TableEntity? stored, bool keepsBody)
    {
        _refs.Add(state.Ref.Canonical);
        _etags.Add(state.IsThere ? (string)row["Etag"] : string.Empty);
        row["Position"] = Position;
        var change = keepsBody ? TableTransactionActionType.UpdateMerge : TableTransactionActionType.UpdateReplace;
        _actions.Add(stored is null ? new(TableTransactionActionType.Add, row) : new(change, row, stored.ETag));
    }

    /// <summary>Nothing is written unless nobody else wrote to the bucket since its head was read.</summary>
    /// <returns>The new head.</returns>
    public async Task<BucketHead> CommitAsync(TableClient table, CancellationToken cancellationToken)
    {
        _actions.Add(new(TableTransactionActionType.Add, FeedRows.Of(bucket, Position, _refs, _etags, now)));
        var next = new TableEntity(bucket, CatalogKeys.Head) { ["Position"] = Position };
        _actions.Add(head.Tag is { } tag
            ? new(TableTransactionActionType.UpdateMerge, next, tag)
            : new(TableTransactionActionType.Add, next));
        var answers = await table.SubmitTransactionAsync(_actions, cancellationToken);
        return new(Position, answers.Value[^1].Headers.ETag);
    }
}

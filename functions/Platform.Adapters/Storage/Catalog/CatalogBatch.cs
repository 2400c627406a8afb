using Azure.Data.Tables;

namespace Platform.Adapters.Storage.Catalog;

/// <summary>
/// The rows of one commit to a bucket: entities, their feed rows, and the head that makes the commit exclusive.
/// </summary>
internal sealed class CatalogBatch(string bucket, TableEntity? head, DateTimeOffset now)
{
    private readonly List<TableTransactionAction> _actions = [];
    private long _position = head?.GetInt64("Position") ?? 0;

    public bool IsEmpty => _actions.Count == 0;

    /// <param name="stored">The row as it was read; null when there is none.</param>
    public void Put(TableEntity row, TableEntity? stored) => Add(row, stored, "stored");

    /// <summary>A tombstone takes the row's place.</summary>
    public void Remove(TableEntity tombstone, TableEntity stored) => Add(tombstone, stored, "removed");

    public IReadOnlyList<TableTransactionAction> Complete()
    {
        var next = new TableEntity(bucket, CatalogKeys.Head) { ["Position"] = _position };
        return
        [
            .. _actions,
            head is null
                ? new(TableTransactionActionType.Add, next)
                : new(TableTransactionActionType.UpdateReplace, next, head.ETag),
        ];
    }

    private void Add(TableEntity row, TableEntity? stored, string change)
    {
        _position++;
        row["Position"] = _position;
        _actions.Add(stored is null
            ? new(TableTransactionActionType.Add, row)
            : new(TableTransactionActionType.UpdateReplace, row, stored.ETag));
        _actions.Add(new(TableTransactionActionType.Add, new TableEntity(bucket, CatalogKeys.Feed(_position))
        {
            ["Ref"] = row["Ref"],
            ["Etag"] = row["Etag"],
            ["Change"] = change,
            ["At"] = now,
        }));
    }
}

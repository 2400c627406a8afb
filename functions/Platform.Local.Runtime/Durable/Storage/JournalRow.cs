using Azure.Data.Tables;

namespace Platform.Local.Runtime.Durable.Storage;

/// <summary>A row to write or, without an entity, to delete.</summary>
internal sealed record JournalRow(string Key, TableEntity? Entity, int Bytes)
{
    /// <summary>Set when the body is too large for the row; must have succeeded before the row is committed.</summary>
    public Func<CancellationToken, Task>? UploadBody { get; init; }

    public string? BodyBlob => Entity?.GetString(JournalColumns.BodyBlob);

    public TableTransactionAction ToAction() => Entity is null
        ? new(TableTransactionActionType.Delete, new TableEntity(JournalKeys.Partition, Key), Azure.ETag.All)
        : new(TableTransactionActionType.UpsertReplace, Entity);
}

using Azure;
using Azure.Data.Tables;
using Platform.Core.ChatOps.Commands;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage.ChatOps;

/// <summary>One row per meaning, in a partition of its own; only commands that make something come here.</summary>
internal sealed class TableChatRepeats(TableServiceClient tables) : IChatRepeats
{
    private const string Row = "first";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly OnDemandTable _table = new(tables, ChatStorage.RepeatsTable);

    public async Task<string> FirstAsync(string meaning, string commandId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var partition = ContentHash.Of(meaning);
        while (true)
        {
            var found = await table.GetEntityIfExistsAsync<TableEntity>(partition, Row, cancellationToken: cancellationToken);
            var known = found.HasValue ? found.Value : null;
            // Messages overtake one another: a command that came shortly before the one we know is its repetition, too.
            if (known is not null && (at - known.GetDateTimeOffset("At")!.Value).Duration() <= Window)
            {
                return known.GetString("Command");
            }

            if (known is not null && at < known.GetDateTimeOffset("At"))
            {
                return commandId;
            }

            try
            {
                var row = new TableEntity(partition, Row) { ["Command"] = commandId, ["At"] = at };
                await (known is null
                    ? table.AddEntityAsync(row, cancellationToken)
                    : table.UpdateEntityAsync(row, known.ETag, TableUpdateMode.Replace, cancellationToken));
                return commandId;
            }
            catch (RequestFailedException raced) when (raced.Status is 409 or 412)
            {
                // Another command of the same meaning was first; look again.
            }
        }
    }
}

using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Platform.Core.Scaffolding.Limits;

namespace Platform.Adapters.Storage.Scaffolding;

public sealed class TableSlotQueues(TableServiceClient tables, TimeProvider clock) : ISlotQueues
{
    private readonly OnDemandTable _table = new(tables, ScaffoldTables.Slots);

    public async Task<int> JoinAsync(string queue, SlotHolder holder, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            if (await TicketAsync(table, queue, holder, cancellationToken) is { } ticket)
            {
                return await table.QueryAsync<TableEntity>(
                    SlotRow.Before(queue, ticket), select: ["RowKey"], cancellationToken: cancellationToken)
                    .CountAsync(cancellationToken);
            }

            var head = await table.GetEntityIfExistsAsync<TableEntity>(
                SlotRow.PartitionOf(queue), SlotRow.Head, cancellationToken: cancellationToken);
            try
            {
                await table.SubmitTransactionAsync(
                    SlotRow.Join(queue, holder, head.HasValue ? head.Value : null, clock.GetUtcNow()), cancellationToken);
            }
            catch (TableTransactionFailedException lost) when (lost.Status is 409 or 412)
            {
                // Somebody else took the ticket, or an earlier attempt of this one had got through.
                await Task.Delay(
                    TimeSpan.FromMilliseconds(Random.Shared.Next(5 * Math.Min(attempt, 20))), clock, cancellationToken);
            }
        }
    }

    public async Task<IReadOnlyList<SlotHolder>> LeaveAsync(
        string queue, SlotHolder holder, int first, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        if (await TicketAsync(table, queue, holder, cancellationToken) is { } ticket)
        {
            try
            {
                await table.SubmitTransactionAsync(SlotRow.Leave(queue, holder, ticket), cancellationToken);
            }
            catch (TableTransactionFailedException gone) when (gone.Status == 404)
            {
                // Another attempt was faster.
            }
        }

        return first == 0
            ? []
            : await table.QueryAsync<TableEntity>(SlotRow.AllOf(queue), first, cancellationToken: cancellationToken)
                .Take(first).Select(row => SlotRow.Read(row).Holder).ToListAsync(cancellationToken);
    }

    public async IAsyncEnumerable<SlotEntry> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        await foreach (var row in table.QueryAsync<TableEntity>(SlotRow.All, cancellationToken: cancellationToken))
        {
            yield return SlotRow.Read(row);
        }
    }

    private static async Task<string?> TicketAsync(
        TableClient table, string queue, SlotHolder holder, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(
            SlotRow.PartitionOf(queue), SlotRow.KeyOf(holder), cancellationToken: cancellationToken);
        return found is { HasValue: true, Value: { } row } ? row.GetString("Ticket") : null;
    }
}

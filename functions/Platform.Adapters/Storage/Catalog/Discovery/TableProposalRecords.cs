using Azure.Data.Tables;
using Platform.Core.Catalog.Proposals;

namespace Platform.Adapters.Storage.Catalog.Discovery;

internal sealed class TableProposalRecords(TableServiceClient service) : IProposalRecords
{
    private readonly NumberedRows<ProposalRecord> _rows =
        new(service, "proposals", record => record.Repository, record => record.Organization);

    public Task<IReadOnlyList<ProposalRecord>> ListAsync(string organization, CancellationToken cancellationToken) =>
        _rows.ListAsync(organization, cancellationToken);

    public async Task<ProposalRecord?> FindAsync(long repository, CancellationToken cancellationToken) =>
        await _rows.FindAsync([repository], cancellationToken) is [var record] ? record : null;

    public Task SaveAsync(ProposalRecord record, CancellationToken cancellationToken) =>
        _rows.SaveAsync([record], cancellationToken);
}

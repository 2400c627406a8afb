using Platform.Core.Catalog.Proposals;

namespace Platform.TestKit.Catalog;

/// <summary>The records in memory; a save can be made to break, before or after it is done.</summary>
public sealed class MemoryProposalRecords : IProposalRecords
{
    private readonly Dictionary<long, ProposalRecord> _records = [];

    /// <value>Runs at each save; whether it is done before that.</value>
    public Action<int>? Saving { get; set; }

    public bool IsSavedFirst { get; set; }

    public int Saves { get; private set; }

    public Task<IReadOnlyList<ProposalRecord>> ListAsync(string organization, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ProposalRecord>>(
            [.. _records.Values.Where(record => record.Organization == organization)]);

    public Task<ProposalRecord?> FindAsync(long repository, CancellationToken cancellationToken) =>
        Task.FromResult(_records.GetValueOrDefault(repository));

    public Task SaveAsync(ProposalRecord record, CancellationToken cancellationToken)
    {
        var number = Saves++;
        if (IsSavedFirst)
        {
            _records[record.Repository] = record;
        }

        Saving?.Invoke(number);
        _records[record.Repository] = record;
        return Task.CompletedTask;
    }
}

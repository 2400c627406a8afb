using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Catalog.Proposals;

public enum ProposalState
{
    /// <summary>A pull request is being opened, or was when the process died.</summary>
    Opening,

    Open,

    /// <summary>Somebody closed the pull request. It is never opened again.</summary>
    Declined,

    /// <summary>The pull request was merged.</summary>
    Merged,

    /// <summary>A descriptor came some other way; a pull request that was open is closed.</summary>
    Described,

    /// <summary>Nothing is proposed for it, for a reason of its own.</summary>
    LeftAlone,

    /// <summary>What would be proposed is in <see cref="ProposalRecord.Text"/>.</summary>
    DryRun,

    /// <summary>The host refused, for good; tried again tomorrow.</summary>
    Failed,
}

/// <summary>What became of the proposal for one repository.</summary>
/// <param name="Repository">Its number, which outlives names.</param>
/// <param name="Organization">In lower case.</param>
/// <param name="Reason">A sentence.</param>
/// <param name="PushedAt">The repository's last push when it was looked at.</param>
public sealed record ProposalRecord(
    long Repository,
    string Organization,
    RepositoryName Name,
    ProposalState State,
    string Reason,
    DateTimeOffset At,
    DateTimeOffset? PushedAt)
{
    /// <value>Of the pull request.</value>
    public int? Number { get; init; }

    public Uri? Url { get; init; }

    /// <value>The descriptor that is or would be proposed.</value>
    public string? Text { get; init; }
}

public interface IProposalRecords
{
    Task<IReadOnlyList<ProposalRecord>> ListAsync(string organization, CancellationToken cancellationToken);

    Task<ProposalRecord?> FindAsync(long repository, CancellationToken cancellationToken);

    Task SaveAsync(ProposalRecord record, CancellationToken cancellationToken);
}

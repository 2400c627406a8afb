using Platform.Core.Catalog.Discovery.News;
using Platform.Core.Catalog.Discovery.Repositories;
using Platform.Core.Queues;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Catalog.Proposals;

/// <summary>
/// Decides which repositories are looked at for a proposal. Without a policy for them that costs nothing; what was decided before
/// is not looked at again before something has changed, and what somebody has declined, never.
/// </summary>
public sealed class ProposalPlanning(
    ProposalPolicy policy, IProposalRecords records, IQueueSender queues, TimeProvider clock)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>After a sweep: of the repositories that it knows, so many as the policy allows.</summary>
    /// <param name="at">When the sweep began.</param>
    public async Task AfterSweepAsync(
        string organization,
        DateTimeOffset at,
        IReadOnlyList<RepositoryRecord> repositories,
        CancellationToken cancellationToken)
    {
        List<RepositoryRecord> wanted =
        [
            .. repositories.Where(one =>
                one is { Known: not null, Problem: null } && policy.ModeOf(one.Listed.Name) != ProposalMode.Off),
        ];
        if (wanted.Count == 0)
        {
            return;
        }

        var known = (await records.ListAsync(organization, cancellationToken)).ToDictionary(one => one.Repository);
        var due = wanted
            .Where(one => IsDue(one, known.GetValueOrDefault(one.Listed.Id), clock.GetUtcNow()))
            // Those that were never looked at first, the oldest repositories first.
            .OrderBy(one => known.GetValueOrDefault(one.Listed.Id)?.At ?? DateTimeOffset.MinValue)
            .ThenBy(one => one.Listed.Id)
            .Take(policy.MostPerSweep);
        foreach (var one in due)
        {
            var id = $"sweep-{at:yyyyMMddHHmmss}-{one.Listed.Id}";
            await RequestAsync(id, one.Listed.Name.ToString(), one.Listed.Id, at, cancellationToken);
        }
    }

    /// <summary>After news that brought a descriptor: a pull request that proposes one is of no more use.</summary>
    public async Task AfterNewsAsync(RepositoryNews news, CancellationToken cancellationToken)
    {
        if (policy.ModeOf(RepositoryName.Parse(news.Repository)) != ProposalMode.Off
            && await records.FindAsync(news.Number, cancellationToken) is { State: ProposalState.Open or ProposalState.Opening })
        {
            await RequestAsync(news.Id, news.Repository, news.Number, clock.GetUtcNow(), cancellationToken);
        }
    }

    private bool IsDue(RepositoryRecord repository, ProposalRecord? known, DateTimeOffset now)
    {
        var isDescribed = repository.Paths.Count > 0;
        return known?.State switch
        {
            null => !isDescribed && repository.Listed is { Archived: false, Fork: false, PushedAt: not null },
            ProposalState.Declined or ProposalState.Merged => false,
            ProposalState.Described => !isDescribed && HasChanged(),
            ProposalState.Opening => true,
            // Whether people have closed or merged it is looked for once a day.
            ProposalState.Open => isDescribed || now - known.At > Day,
            ProposalState.Failed => !isDescribed && now - known.At > Day,
            ProposalState.DryRun =>
                !isDescribed && (HasChanged() || policy.ModeOf(repository.Listed.Name) == ProposalMode.Propose),
            _ => !isDescribed && HasChanged(),
        };

        bool HasChanged() => known.PushedAt != repository.Listed.PushedAt;
    }

    private Task RequestAsync(
        string id, string repository, long number, DateTimeOffset at, CancellationToken cancellationToken) =>
        new ProposalRequest(id, repository, number, at).SendAsync(queues, cancellationToken);
}

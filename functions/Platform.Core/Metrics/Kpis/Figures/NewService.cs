using Platform.Core.Catalog;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Kpis.Requests;
using Platform.Core.Scaffolding.Onboarding;

namespace Platform.Core.Metrics.Kpis.Figures;

/// <summary>A service on its way from the request to production.</summary>
/// <param name="Component">As the catalog knows it; null while it does not.</param>
/// <param name="ProductionAt">Null while it waits.</param>
/// <param name="ApprovalWait">How much of the time so far it waited for people to approve; never counted twice.</param>
public sealed record NewService(
    OnboardingRecord Record,
    EntityRef? Component,
    string? Team,
    string? System,
    DateTimeOffset? ProductionAt,
    TimeSpan ApprovalWait)
{
    public DateTimeOffset RequestedAt => Record.RequestedAt;

    /// <summary>
    /// Services of requests that made a repository or still may: what failed or was given up before production is no service, and
    /// what waits for an approval is one.
    /// </summary>
    public static IReadOnlyList<NewService> Of(
        IEnumerable<OnboardingRecord> records, IReadOnlyList<Request> requests, DateTimeOffset now)
    {
        var own = requests.Where(request => request.Source == RequestJournal.Source).ToList();
        var scaffolds = own.Where(request => request.Kind == RequestKind.Scaffold).ToDictionary(request => request.Id);
        var approvals = own.Where(request => request.Kind == RequestKind.Approval).ToLookup(request => request.Parent);
        return
        [
            .. records.Where(record => Counts(record, scaffolds.GetValueOrDefault(record.Task.Value)))
                .Select(record => Of(
                    record, scaffolds.GetValueOrDefault(record.Task.Value), approvals[record.Task.Value], now)),
        ];
    }

    private static bool Counts(OnboardingRecord record, Request? request) =>
        record.At(Milestone.ProductionDeployed) is not null || request?.State switch
        {
            RequestState.Open => true,
            RequestState.Completed or null => record.At(Milestone.RepositoryCreated) is not null,
            _ => false,
        };

    private static NewService Of(
        OnboardingRecord record, Request? request, IEnumerable<Request> approvals, DateTimeOffset now)
    {
        var ended = record.At(Milestone.ProductionDeployed);
        var visible = record.Milestones.GetValueOrDefault(Milestone.CatalogVisible)?.Evidence;
        var component = EntityRef.TryParse(visible, out var found)
            && found.Canonical.StartsWith("component:", StringComparison.Ordinal)
            ? found
            : request?.Component;
        return new(
            record, component, request?.Team, request?.System, ended,
            Union(approvals.Select(approval => (approval.OpenedAt, approval.EndedAt ?? now)), record.RequestedAt, ended ?? now));
    }

    private static TimeSpan Union(
        IEnumerable<(DateTimeOffset From, DateTimeOffset To)> waits, DateTimeOffset first, DateTimeOffset last)
    {
        var (total, until) = (TimeSpan.Zero, first);
        foreach (var (from, to) in waits.OrderBy(wait => wait.From))
        {
            var (begin, end) = (from > until ? from : until, to < last ? to : last);
            if (end > begin)
            {
                (total, until) = (total + (end - begin), end);
            }
        }

        return total;
    }
}

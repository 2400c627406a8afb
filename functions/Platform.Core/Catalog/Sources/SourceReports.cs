using Platform.Core.Catalog.Claims;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Sources;

/// <summary>
/// Keeps the locations' problems up to date. A source that has none and had none costs no call.
/// </summary>
internal sealed class SourceReports(ILocationReports reports)
{
    private const int AtOnce = 8;

    public async Task WriteAsync(IngestTally tally, IngestOptions options, CancellationToken cancellationToken)
    {
        var limit = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        var judged = tally.Plans.Where(plan => plan is { IsSkipped: false, IsVerified: false, Next: not null });
        var told = judged.Where(plan => plan.Next!.Problems > 0 || plan.Known is { Problems: > 0 } or { IsPending: true });
        await Parallel.ForEachAsync(told, limit, async (plan, token) =>
        {
            var problems = tally.ProblemsOf(plan);
            var kept = problems.Take(LocationReport.Kept).ToList();
            await reports.ReplaceAsync(new(plan.Location, options.At, problems.Count, kept), token);
        });

        var sources = tally.Plans.Select(plan => plan.Source).ToHashSet(StringComparer.Ordinal);
        // Also where the claimant has it since an earlier attempt at this call.
        var promoted = tally.Outcomes.Where(outcome => outcome.Change.Steps.Any(step => step is Release))
            .Select(outcome => outcome.After)
            .Where(state => state.IsThere && !sources.Contains(state.Holder!.Source))
            .GroupBy(state => state.Holder!.Location, state => state.Ref.Canonical);
        await Parallel.ForEachAsync(
            promoted, limit, async (refs, token) => await SettleAsync(refs.Key, refs.ToHashSet(StringComparer.Ordinal), token));
    }

    /// <summary>The location got what it was refused.</summary>
    private async Task SettleAsync(string location, HashSet<string> refs, CancellationToken cancellationToken)
    {
        var report = await reports.FindAsync(location, cancellationToken);
        List<Problem> rest =
        [
            .. report.Problems.Where(problem =>
                problem.Code != SourceIngestor.OwnedElsewhere || (string?)problem.Value is not { } name || !refs.Contains(name)),
        ];
        if (rest.Count < report.Problems.Count)
        {
            var settled = report.Problems.Count - rest.Count;
            await reports.ReplaceAsync(report with { Total = report.Total - settled, Problems = rest }, cancellationToken);
        }
    }
}

using Platform.Core.Drift.Campaigns;
using Platform.Core.Drift.Findings;
using Platform.Core.Primitives;

namespace Platform.Core.Drift.Reports;

/// <summary>Everything that reports are made of, read once.</summary>
/// <param name="Books">That there are already.</param>
public sealed record ReportGround(
    DateTimeOffset At, IReadOnlyList<ReportBook> Books, IReadOnlyList<Finding> Findings, ILookup<string, Finding> ByTeam)
{
    /// <value>All that somebody has something open of, or was told of; the one for all comes last.</value>
    public IEnumerable<string> Scopes => ByTeam.Select(team => team.Key).Union(Books.Select(book => book.Scope))
        .Where(scope => scope != DriftReport.All).Order(StringComparer.Ordinal).Append(DriftReport.All);

    public IReadOnlyList<Finding> Of(string scope) => scope == DriftReport.All ? Findings : [.. ByTeam[scope]];

    public ReportBook BookOf(string scope) => Books.FirstOrDefault(book => book.Scope == scope) ?? ReportBook.Of(scope);
}

public sealed class ReportGrounds(
    IFindings findings, FindingReading reading, CampaignReading campaigns, IDocuments<ReportBook> books, TimeProvider clock)
{
    public async Task<ReportGround> ReadAsync(CancellationToken cancellationToken)
    {
        var (at, known) = (clock.GetUtcNow(), await books.ListAsync(cancellationToken));
        var exempt = await reading.ExemptAsync(cancellationToken);
        var told = known.SelectMany(book => book.Told.Keys).ToHashSet(StringComparer.Ordinal);
        var found = new List<Finding>();
        await foreach (var record in findings.SubjectsAsync(null, cancellationToken))
        {
            found.AddRange(record.Findings
                .Where(one => one.State == FindingState.Open || told.Contains(one.Id))
                .Select(one => FindingReading.Shown(one with { History = [], Facts = [] }, exempt)));
        }

        return new(
            at, known, found,
            found.Where(one => one.Subject.Owner is not null).ToLookup(one => one.Subject.Owner!.Canonical));
    }

    public Task<IReadOnlyList<CampaignProgress>> CampaignsAsync(string scope, CancellationToken cancellationToken) =>
        campaigns.ProgressAsync(scope == DriftReport.All ? null : scope, cancellationToken);
}

using Platform.Core.Catalog.Discovery.Repositories;
using Platform.Core.Catalog.Proposals;
using Platform.Core.Catalog.Sources;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Catalog.Discovery.News;

/// <summary>Makes of news what it means for the catalog. Repeating is harmless, and so is any order.</summary>
public sealed class NewsIngestor(
    IRepositoryRecords records,
    PushReading pushes,
    PushIngestion files,
    RepositoryRefresh repositories,
    ProposalPlanning proposals,
    TimeProvider clock)
{
    public async Task<IngestReport> IngestAsync(RepositoryNews news, CancellationToken cancellationToken)
    {
        if (news.Kind == NewsKind.Deleted)
        {
            return await ToldAsync(news, await repositories.ForgetAsync(news, cancellationToken), cancellationToken);
        }

        var report = news.Kind == NewsKind.Pushed
            ? await PushedAsync(news, cancellationToken)
            : await repositories.LookAsync(news, cancellationToken);
        if (report.Stored + report.Unchanged + report.Conflicts > 0)
        {
            report = report.Plus(await repositories.ForgetIfGoneAsync(news, cancellationToken));
        }

        return await ToldAsync(news, report, cancellationToken);
    }

    private async Task<IngestReport> ToldAsync(
        RepositoryNews news, IngestReport report, CancellationToken cancellationToken)
    {
        if (report.Stored + report.Unchanged + report.Problems.Count > 0)
        {
            await proposals.AfterNewsAsync(news, cancellationToken);
        }

        return report;
    }

    private async Task<IngestReport> PushedAsync(RepositoryNews news, CancellationToken cancellationToken)
    {
        // Whatever is read from now on is not older than this.
        var at = clock.GetUtcNow();
        return await IsElsewhereAsync(news, cancellationToken)
            || await pushes.ReadAsync(news, cancellationToken) is not { } touched
                ? await repositories.LookAsync(news, cancellationToken)
                : await files.IngestAsync(news, touched, at, cancellationToken);
    }

    /// <summary>It has or had another name or default branch: this news, or what is known of it, is outdated.</summary>
    private async Task<bool> IsElsewhereAsync(RepositoryNews news, CancellationToken cancellationToken) =>
        (await records.FindAsync([news.Number], cancellationToken)).GetValueOrDefault(news.Number) is { } record
        && (record.Listed.Name != RepositoryName.Parse(news.Repository) || record.Listed.DefaultBranch != news.Branch);
}

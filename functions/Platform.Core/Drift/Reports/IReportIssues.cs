using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Drift.Reports;

/// <summary>What the issue of a scope is to say.</summary>
/// <param name="Mark">Of the scope; stands in the text, where people don't see it.</param>
public sealed record ReportIssue(RepositoryName Repository, string Mark, string Title, string Body, bool IsOpen);

/// <summary>The issue that a scope has.</summary>
/// <param name="Repository">As owner/name.</param>
public sealed record FiledIssue(string Repository, int Number, bool IsOpen);

/// <summary>Keeps one issue of each scope as it should be.</summary>
public interface IReportIssues
{
    /// <summary>Again changes nothing: an issue of this mark that is there already is taken, and one that was deleted made
    /// anew.</summary>
    /// <param name="number">Of the issue as far as it is known.</param>
    /// <returns>Its number; null when there is none and none is wanted.</returns>
    Task<Result<int?>> ShowAsync(ReportIssue issue, int? number, CancellationToken cancellationToken);
}

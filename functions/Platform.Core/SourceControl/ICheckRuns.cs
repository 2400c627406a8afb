using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.SourceControl;

/// <summary>Says of a commit, beside its pull requests, what was found; on GitHub only an app may.</summary>
public interface ICheckRuns
{
    /// <summary>
    /// Finds the run of the same name, commit and <see cref="CheckReport.Id"/> before it makes one, so that it may be repeated;
    /// of one that is complete nothing is changed.
    /// </summary>
    /// <returns>The page of the run.</returns>
    Task<Result<Uri>> ReportAsync(RepositoryName repository, CheckReport report, CancellationToken cancellationToken);
}

/// <param name="Name">What a ruleset requires.</param>
/// <param name="Id">Of this look at the commit: another look makes another run.</param>
/// <param name="Title">A sentence.</param>
/// <param name="Summary">Markdown; GitHub shows at most 65,535 characters.</param>
public sealed record CheckReport(
    string Name,
    string HeadSha,
    string Id,
    CheckConclusion Conclusion,
    string Title,
    string Summary,
    IReadOnlyList<CheckAnnotation> Annotations,
    Uri? Details = null);

public enum CheckConclusion
{
    Success,

    /// <summary>Where the check is required, nothing is merged.</summary>
    Failure,

    /// <summary>As good as success for who may merge.</summary>
    Neutral,
}

/// <param name="Line">From 1.</param>
public sealed record CheckAnnotation(string Path, int Line, CheckLevel Level, string Title, string Message);

public enum CheckLevel
{
    Notice,
    Warning,
    Failure,
}

using Microsoft.Extensions.Logging;
using Platform.Core.Drift.GoldenPaths;
using Platform.Core.Drift.Rules;
using Platform.Core.Drift.Sweeps;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Core.Drift.Enforcement;

/// <summary>Looks at both ends of a change and reports what it brings. May be repeated.</summary>
public sealed partial class PullRequestChecks(
    DriftLook look, ICheckRuns checks, IGoldenPathSource paths, OutsideWrites writes, ILogger<PullRequestChecks> logger)
{
    private static readonly Dictionary<string, RuleDescription> Rules =
        DriftRules.All.ToDictionary(rule => rule.Description.Id, rule => rule.Description);

    /// <returns>What is wrong with the request itself; what the host refuses is logged, for nobody can mend it here.</returns>
    public async Task<IReadOnlyList<Problem>> CheckAsync(CheckRequest request, CancellationToken cancellationToken)
    {
        if (!RepositoryName.TryParse(request.Repository, out var repository))
        {
            return [new("repository-invalid", "That is no repository.", "repository", request.Repository, "owner/name")];
        }

        var settings = (await paths.CurrentAsync(cancellationToken)).Enforcement;
        if (!settings.IsEnabled || !writes.AreAllowed)
        {
            return [];
        }

        var before = await look.LookAsync(repository, request.Base, cancellationToken);
        var head = before.IsOk ? await look.LookAsync(repository, request.Head, cancellationToken) : before;
        if (!head.IsOk)
        {
            Log.NotLooked(logger, request.Repository, request.Head, head.Problems[0].Code);
            return [];
        }

        var report = GoldenPathCheck.Of(
            request.Head, request.Id, head.Value.Results, before.Value!.Results, settings, rule => Rules.GetValueOrDefault(rule));
        var said = await checks.ReportAsync(repository, report, cancellationToken);
        if (said.IsOk)
        {
            Log.Said(logger, request.Repository, request.Head, report.Conclusion, report.Title);
        }
        else
        {
            Log.Refused(logger, request.Repository, request.Head, said.Problems[0].Code);
        }

        return [];
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Check of {Repository} at {Commit}: {Conclusion}. {Title}")]
        public static partial void Said(
            ILogger logger, string repository, string commit, CheckConclusion conclusion, string title);

        [LoggerMessage(2, LogLevel.Warning, "{Repository} at {Commit} could not be looked at for its check: {Code}.")]
        public static partial void NotLooked(ILogger logger, string repository, string commit, string code);

        [LoggerMessage(3, LogLevel.Warning, "The check of {Repository} at {Commit} was refused: {Code}. Only a GitHub App with "
            + "the permission checks:write may report checks.")]
        public static partial void Refused(ILogger logger, string repository, string commit, string code);
    }
}

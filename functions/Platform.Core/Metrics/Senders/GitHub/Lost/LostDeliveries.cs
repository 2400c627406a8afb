using System.Text;
using Microsoft.Extensions.Logging;
using Platform.Core.Observability;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Metrics.Senders.GitHub.Lost;

/// <param name="Missing">Deliveries that had not arrived.</param>
public sealed record LostDeliveriesReport(int Hooks, int Missing, int Redelivered, int Fetched, int Failed);

/// <summary>
/// GitHub tries a delivery once. Whatever did not arrive is asked for again; what does not arrive then either, because nothing
/// reaches us, is fetched. How far a hook is known to be complete is kept, so an undisturbed hook costs one conditional call.
/// </summary>
public sealed partial class LostDeliveries(
    IGitHubHooks hooks,
    IHookDeliveries deliveries,
    SenderIntake intake,
    LostDeliveriesSettings settings,
    TimeProvider clock,
    ILogger<LostDeliveries> logger)
{
    private const string Sender = "github";

    /// <summary>GitHub redelivers nothing older.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(3);

    private static readonly Dictionary<string, string> ForAll = new() { [IDeferredDeliveries.Hint] = "true" };

    public async Task<LostDeliveriesReport> RunAsync(CancellationToken cancellationToken)
    {
        var report = new LostDeliveriesReport(0, 0, 0, 0, 0);
        foreach (var hook in await HooksAsync(cancellationToken))
        {
            try
            {
                report = Sum(report, await LookAsync(hook, cancellationToken)) with { Hooks = report.Hooks + 1 };
            }
            catch (TransientSourceControlException passing)
            {
                Log.Postponed(logger, hook.Target, passing.Message);
                report = report with { Failed = report.Failed + 1 };
            }
        }

        return report;
    }

    private async Task<IReadOnlyList<GitHubHook>> HooksAsync(CancellationToken cancellationToken)
    {
        var known = (await hooks.ListAsync(cancellationToken)).ToHashSet();
        foreach (var organization in settings.Organizations)
        {
            try
            {
                var listed = await deliveries.HooksOfAsync(organization, cancellationToken);
                known.UnionWith(listed.IsOk ? listed.Value : []);
            }
            catch (TransientSourceControlException passing)
            {
                Log.Postponed(logger, organization, passing.Message);
            }
        }

        return [.. known.OrderBy(hook => hook.Target, StringComparer.Ordinal).ThenBy(hook => hook.Id)];
    }

    private async Task<LostDeliveriesReport> LookAsync(GitHubHook hook, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var state = await hooks.FindAsync(hook, cancellationToken) ?? new(now - Kept, null, IsOpen: true);
        var oldest = state.SettledAt > now - Kept ? state.SettledAt : now - Kept;
        var (attempts, tag) = (new List<HookAttempt>(), (string?)null);
        Uri? page = null;
        do
        {
            var known = page is null && !state.IsOpen ? state.Tag : null;
            var listed = await deliveries.ListAsync(hook, page, known, cancellationToken);
            if (!listed.IsOk || listed.Value is null)
            {
                await (listed.IsOk ? hooks.RemoveAsync(hook, cancellationToken) : Task.CompletedTask);
                return new(0, 0, 0, 0, listed.IsOk ? 0 : 1);
            }

            if (listed.Value.NotModified)
            {
                return new(0, 0, 0, 0, 0);
            }

            tag ??= listed.Value.Tag;
            attempts.AddRange(listed.Value.Attempts);
            page = listed.Value.Attempts is [.., var last] && last.At >= oldest ? listed.Value.Next : null;
        }
        while (page is not null);

        // One that is under way has a moment to arrive.
        var lost = attempts.Where(one => one.At >= oldest).GroupBy(one => one.Guid)
            .Where(group => !group.Any(one => one.Arrived))
            .OrderBy(group => group.Min(one => one.At))
            .ToList();
        var (report, open) = await AskAsync(hook, lost, now, cancellationToken);
        var settledAt = open is { } first ? first : attempts.Count > 0 ? attempts.Max(one => one.At) : oldest;
        await hooks.SaveAsync(hook, new(settledAt, tag, open is not null), cancellationToken);
        return report;
    }

    /// <returns>When the first was attempted that may still arrive.</returns>
    private async Task<(LostDeliveriesReport Report, DateTimeOffset? Open)> AskAsync(
        GitHubHook hook, List<IGrouping<string, HookAttempt>> lost, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (report, open) = (new LostDeliveriesReport(0, lost.Count, 0, 0, 0), (DateTimeOffset?)null);
        foreach (var (place, group) in lost.Index())
        {
            var attempts = group.OrderBy(one => one.Id).ToList();
            if (place >= settings.MostAtOnce || now - attempts[^1].At < settings.Grace)
            {
                open ??= attempts[0].At;
            }
            else if (attempts.Count <= settings.Redeliveries)
            {
                var asked = await deliveries.RedeliverAsync(hook, attempts[0].Id, cancellationToken);
                report = asked.IsOk
                    ? report with { Redelivered = report.Redelivered + 1 }
                    : Failed(report, hook, asked.Problems[0]);
                open ??= attempts[0].At;
                Count(asked.IsOk ? "redelivered" : "failed");
            }
            else if (await FetchAsync(hook, attempts[0], cancellationToken) is { } problem)
            {
                report = Failed(report, hook, problem);
                Count("failed");
            }
            else
            {
                report = report with { Fetched = report.Fetched + 1 };
                Count("fetched");
            }
        }

        return (report, open);
    }

    private async Task<Problem?> FetchAsync(GitHubHook hook, HookAttempt attempt, CancellationToken cancellationToken)
    {
        var fetched = await deliveries.FetchAsync(hook, attempt.Id, cancellationToken);
        if (!fetched.IsOk)
        {
            return fetched.Problems[0];
        }

        var body = Encoding.UTF8.GetBytes(fetched.Value.Payload.ToJsonString(PlatformJson.Options));
        await intake.TakeAsync(Sender, fetched.Value.Guid, fetched.Value.Event, ForAll, body, cancellationToken);
        return null;
    }

    private LostDeliveriesReport Failed(LostDeliveriesReport report, GitHubHook hook, Problem problem)
    {
        Log.Failed(logger, hook.Target, problem.Message);
        return report with { Failed = report.Failed + 1 };
    }

    private static LostDeliveriesReport Sum(LostDeliveriesReport one, LostDeliveriesReport other) => new(
        one.Hooks, one.Missing + other.Missing, one.Redelivered + other.Redelivered, one.Fetched + other.Fetched,
        one.Failed + other.Failed);

    private static void Count(string outcome) =>
        PlatformMetrics.LostDeliveries.Add(1, new KeyValuePair<string, object?>(TelemetryTags.Outcome, outcome));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Lost deliveries of {Target} wait for the next look: {Reason}")]
        public static partial void Postponed(ILogger logger, string target, string reason);

        [LoggerMessage(2, LogLevel.Warning, "A lost delivery of {Target} can't be had: {Reason}")]
        public static partial void Failed(ILogger logger, string target, string reason);
    }
}

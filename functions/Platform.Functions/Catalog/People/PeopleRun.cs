using Microsoft.DurableTask;
using Platform.Core.Catalog.People;
using Platform.Core.Primitives;

namespace Platform.Functions.Catalog.People;

/// <summary>
/// Looks through all directories at once, each by itself: one that is down keeps no other waiting. A listing that broke off is
/// tried again, when the directory says so or after a while.
/// </summary>
internal static class PeopleRun
{
    public const string Failed = "people-sweep-failed";

    private const int Attempts = 4;

    // The activity answers expected failures with values. 4 attempts wait 2 + 4 + 8 = 14 s in all.
    private static readonly TaskOptions Patient = TaskOptions.FromRetryPolicy(new(4, TimeSpan.FromSeconds(2), 2));

    public static async Task<PeopleSweepStatus> RunAsync(TaskOrchestrationContext context)
    {
        var input = context.GetInput<PeopleSweepInput>()!;
        var board = new Board(context, input);
        var reports = await Task.WhenAll(input.Origins.Select(origin => SweepAsync(context, input, origin, board)));
        return new(input.Origins.Count, [], reports);
    }

    private static async Task<PeopleReport> SweepAsync(
        TaskOrchestrationContext context, PeopleSweepInput input, string origin, Board board)
    {
        var waited = TimeSpan.Zero;
        for (var attempt = 1; ; attempt++)
        {
            var report = await CallAsync(context, new(origin, input.Trigger));
            var wait = report.RetryAfter > input.ShortestWait ? report.RetryAfter.Value : input.ShortestWait * attempt;
            waited += wait;
            if (report.Complete || attempt == Attempts || waited > input.LongestWait)
            {
                board.Done(report);
                return report;
            }

            board.Wait(origin);
            await context.CreateTimer(wait, CancellationToken.None);
            board.GoOn(origin);
        }
    }

    private static async Task<PeopleReport> CallAsync(TaskOrchestrationContext context, PeopleSweepCall call)
    {
        try
        {
            return await context.CallActivityAsync<PeopleReport>(PeopleFunctionNames.Sweep, call, Patient);
        }
        catch (TaskFailedException failed)
        {
            return new(call.Origin, Complete: false, 0, 0, 0, 0, 0, 0, 0, 0)
            {
                Failure = new Problem(Failed, $"The sweep failed: {failed.FailureDetails.ErrorType}.", Value: call.Origin),
            };
        }
    }

    /// <summary>Says how it is going.</summary>
    private sealed class Board(TaskOrchestrationContext context, PeopleSweepInput input)
    {
        private readonly List<string> _waiting = [];
        private readonly List<PeopleReport> _reports = [];

        public void Wait(string origin)
        {
            _waiting.Add(origin);
            Show();
        }

        public void GoOn(string origin)
        {
            _waiting.Remove(origin);
            Show();
        }

        // A status is small; the problems are in the output.
        public void Done(PeopleReport report)
        {
            _reports.Add(report with { Problems = [] });
            Show();
        }

        private void Show() =>
            context.SetCustomStatus(new PeopleSweepStatus(input.Origins.Count, [.. _waiting], [.. _reports]));
    }
}

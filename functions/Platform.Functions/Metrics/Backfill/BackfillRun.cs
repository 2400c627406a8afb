using Microsoft.DurableTask;

namespace Platform.Functions.Metrics.Backfill;

/// <summary>
/// One page after the other, so that a backfill never takes more of GitHub's budget than one caller: an organisation of 1,000
/// repositories with 50 pull requests each is some 110,000 calls, a day at 5,000 an hour. A page that fails waits longer and
/// longer, up to half an hour, for two days; the history is cut every 100 pages.
/// </summary>
internal static class BackfillRun
{
    private const int PagesOfHistory = 100;

    private static readonly TaskOptions Patient = TaskOptions.FromRetryPolicy(
        new(100, TimeSpan.FromSeconds(2), 2, TimeSpan.FromMinutes(30)));

    public static async Task RunAsync(TaskOrchestrationContext context)
    {
        var state = context.GetInput<BackfillState>()!;
        if (state.Repositories is null)
        {
            var count = await context.CallActivityAsync<int>(BackfillNames.Plan, state.Id, Patient);
            state = state with { Repositories = count };
        }

        for (var pages = 0; !state.IsDone; pages++)
        {
            if (pages == PagesOfHistory)
            {
                context.ContinueAsNew(state);
                return;
            }

            context.SetCustomStatus(state);
            var more = await context.CallActivityAsync<bool>(BackfillNames.Page, state, Patient);
            state = state.After(more);
        }

        context.SetCustomStatus(state);
    }
}

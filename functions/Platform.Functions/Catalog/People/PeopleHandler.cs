using DurableTask.Core.Exceptions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Platform.Core.Catalog.People;
using Platform.Core.Primitives;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Catalog.People;

/// <summary>Starts sweeps, one at a time, and says what is known of the directories.</summary>
public sealed partial class PeopleHandler(
    PeopleDirectories directories, IPeopleStates states, PeopleWaits waits, ILogger<PeopleHandler> logger)
{
    public const string Nothing = "people-no-directory";

    /// <summary>One instance for all sweeps: while it runs, no other can begin.</summary>
    public const string Instance = "catalog-people";

    public async Task<IActionResult> StartAsync(
        HttpRequest request, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (directories.All.Count == 0)
        {
            return ProblemResults.From(request, StatusCodes.Status409Conflict, new Problem(
                Nothing, "No directory of people is set up.", Expected: "PeopleGitHubOrganizations or PeopleGraphTenantId"));
        }

        var started = await StartAsync(client, request.HttpContext.GetCaller().Id, cancellationToken);
        return started
            ? SweepAnswers.Started(request, Instance, "catalog/people")
            : SweepAnswers.UnderWay(request, "A sweep of the directories is under way.", running: null, "catalog/people");
    }

    /// <returns>Whether one was begun.</returns>
    public async Task<bool> StartAsync(DurableTaskClient client, string trigger, CancellationToken cancellationToken)
    {
        if (directories.All.Count == 0)
        {
            return false;
        }

        // The real client may overwrite an instance that runs, unless it is asked to look.
        if (await client.GetInstanceAsync(Instance, cancellationToken) is { IsCompleted: false })
        {
            Log.Running(logger, trigger);
            return false;
        }

        var input = new PeopleSweepInput(
            trigger, [.. directories.All.Select(directory => directory.Origin)], waits.Shortest, waits.Longest);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                PeopleFunctionNames.Orchestrator, input, new StartOrchestrationOptions(Instance), cancellationToken);
            return true;
        }
        catch (OrchestrationAlreadyExistsException)
        {
            Log.Running(logger, trigger);
            return false;
        }
    }

    public async Task<IActionResult> GetAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var known = new List<object>();
        foreach (var directory in directories.All)
        {
            var (state, _) = await states.FindAsync(directory.Origin, cancellationToken);
            known.Add(new
            {
                directory.Origin,
                users = state.Users.Count,
                groups = state.Groups.Count,
                state.CompletedAt,
                state.FailedAt,
                state.Failure,
            });
        }

        var sweep = await client.GetInstanceAsync(Instance, getInputsAndOutputs: true, cancellationToken);
        return JsonResults.Json(new { directories = known, sweep = sweep is null ? null : Shown(sweep) });
    }

    private static object Shown(OrchestrationMetadata sweep) => new
    {
        status = sweep.RuntimeStatus,
        startedAt = sweep.CreatedAt,
        at = sweep.LastUpdatedAt,
        progress = sweep.RuntimeStatus == OrchestrationRuntimeStatus.Completed
            ? sweep.ReadOutputAs<PeopleSweepStatus>()
            : sweep.SerializedCustomStatus is null ? null : sweep.ReadCustomStatusAs<PeopleSweepStatus>(),
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "A sweep of the directories is under way; none is started for {Trigger}.")]
        public static partial void Running(ILogger logger, string trigger);
    }
}

/// <summary>How long a sweep waits for a directory that is down or wants to be left alone.</summary>
/// <param name="Shortest">Before the second attempt; it grows with every further one.</param>
/// <param name="Longest">All in all.</param>
public sealed record PeopleWaits(TimeSpan Shortest, TimeSpan Longest)
{
    public static PeopleWaits Default { get; } = new(TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(40));
}

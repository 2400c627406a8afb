using DurableTask.Core.Exceptions;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Platform.Local.Runtime.Durable.Management;

/// <summary>Starts and restarts; with <c>timeout</c> and <c>pollingInterval</c> they wait for the end that long.</summary>
internal static class InstanceStarts
{
    public static async Task<IResult> StartAsync(ManagementRequest request, string name, string? id)
    {
        try
        {
            var started = await request.Client.ScheduleNewOrchestrationInstanceAsync(
                name, await request.ReadJsonAsync(), new StartOrchestrationOptions(id), request.Cancellation);
            return await AfterStartAsync(request, started);
        }
        catch (OrchestrationAlreadyExistsException exists)
        {
            // The real extension answers 500 here.
            return ManagementAnswers.Message(StatusCodes.Status409Conflict, exists.Message);
        }
    }

    public static async Task<IResult> RestartAsync(ManagementRequest request, string id)
    {
        try
        {
            var started = await request.Client.RestartAsync(
                id, request.Flag("restartWithNewInstanceId") ?? true, request.Cancellation);
            return await AfterStartAsync(request, started);
        }
        catch (InvalidOperationException open)
        {
            return ManagementAnswers.Message(StatusCodes.Status409Conflict, open.Message);
        }
    }

    private static async Task<IResult> AfterStartAsync(ManagementRequest request, string id)
    {
        if (request.Seconds("timeout") is not { } timeout || request.Seconds("pollingInterval") is null)
        {
            return ManagementAnswers.Started(request, id);
        }

        try
        {
            var end = await request.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, request.Cancellation)
                .WaitAsync(timeout, request.Cancellation);
            return end.RuntimeStatus == OrchestrationRuntimeStatus.Completed
                ? Results.Json(ManagementAnswers.Json(end.SerializedOutput))
                : await InstanceQueries.GetAsync(request, id);
        }
        catch (TimeoutException)
        {
            return ManagementAnswers.Started(request, id);
        }
    }
}

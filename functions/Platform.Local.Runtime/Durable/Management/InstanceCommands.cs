using Microsoft.AspNetCore.Http;

namespace Platform.Local.Runtime.Durable.Management;

/// <summary>What can be done to an instance that has not ended: 404 for an unknown one, 410 for one that has.</summary>
internal static class InstanceCommands
{
    public static Task<IResult> TerminateAsync(ManagementRequest request, string id) => WhileOpenAsync(
        request, id, () => request.Client.TerminateInstanceAsync(id, (object?)request.Text("reason"), request.Cancellation));

    public static Task<IResult> SuspendAsync(ManagementRequest request, string id) => WhileOpenAsync(
        request, id, () => request.Client.SuspendInstanceAsync(id, request.Text("reason"), request.Cancellation));

    public static Task<IResult> ResumeAsync(ManagementRequest request, string id) => WhileOpenAsync(
        request, id, () => request.Client.ResumeInstanceAsync(id, request.Text("reason"), request.Cancellation));

    public static async Task<IResult> RaiseAsync(ManagementRequest request, string id, string eventName)
    {
        if (await RefuseAsync(request, id) is { } refusal)
        {
            return refusal;
        }

        if (!request.Http.Request.HasJsonContentType())
        {
            return ManagementAnswers.BadRequest("Only application/json request content is supported");
        }

        await request.Client.RaiseEventAsync(id, eventName, await request.ReadJsonAsync(), request.Cancellation);
        return Results.StatusCode(StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> WhileOpenAsync(ManagementRequest request, string id, Func<Task> command)
    {
        if (await RefuseAsync(request, id) is { } refusal)
        {
            return refusal;
        }

        await command();
        return Results.StatusCode(StatusCodes.Status202Accepted);
    }

    private static async Task<IResult?> RefuseAsync(ManagementRequest request, string id) =>
        await request.Client.GetInstanceAsync(id, request.Cancellation) switch
        {
            null => Results.NotFound(),
            { IsCompleted: true } => Results.StatusCode(StatusCodes.Status410Gone),
            _ => null,
        };
}

using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace Platform.Local.Runtime.Durable.Management;

/// <summary>Looks at instances, and forgets ended ones.</summary>
internal static class InstanceQueries
{
    private const string ContinuationToken = "x-ms-continuation-token";
    private const int RetryAfterQuery = 5;

    public static async Task<IResult> ListAsync(ManagementRequest request)
    {
        var query = new OrchestrationQuery(
            request.Time("createdTimeFrom"),
            request.Time("createdTimeTo"),
            request.Statuses(),
            InstanceIdPrefix: request.Text("instanceIdPrefix"),
            PageSize: request.Number("top") ?? OrchestrationQuery.DefaultPageSize,
            FetchInputsAndOutputs: true,
            ContinuationToken: Decode(request.Http.Request.Headers[ContinuationToken]));
        var page = await request.Client.GetAllInstancesAsync(query).AsPages().FirstAsync(request.Cancellation);
        if (page.ContinuationToken is { } next)
        {
            // An id may hold what a header can't.
            request.Http.Response.Headers[ContinuationToken] = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(next));
        }

        var showInput = request.Flag("showInput") ?? true;
        return Results.Json(new JsonArray([.. page.Values.Select(instance => ManagementAnswers.Status(instance, showInput))]));
    }

    public static async Task<IResult> GetAsync(ManagementRequest request, string id)
    {
        if (await request.Client.GetInstanceAsync(id, getInputsAndOutputs: true, request.Cancellation) is not { } instance)
        {
            return Results.NotFound();
        }

        var showInput = request.Flag("showInput") ?? true;
        var body = ManagementAnswers.Status(instance, showInput);
        if (request.Flag("showHistory") == true && instance.RuntimeStatus != OrchestrationRuntimeStatus.Pending)
        {
            var history = await request.Client.GetOrchestrationHistoryAsync(id, request.Cancellation);
            body["historyEvents"] = HistoryPayload.Of(history, showInput, request.Flag("showHistoryOutput") == true);
        }

        if (!instance.IsCompleted)
        {
            request.Http.Response.Headers.Location = request.Url;
            request.Http.Response.Headers.RetryAfter = $"{RetryAfterQuery}";
            return Results.Json(body, statusCode: StatusCodes.Status202Accepted);
        }

        var isError = instance.RuntimeStatus == OrchestrationRuntimeStatus.Failed
            && request.Flag("returnInternalServerErrorOnFailure") == true;
        return Results.Json(body, statusCode: isError ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK);
    }

    public static async Task<IResult> PurgeAsync(ManagementRequest request, string id) =>
        await request.Client.GetInstanceAsync(id, request.Cancellation) is null
            ? Results.NotFound()
            : ManagementAnswers.Purged((await request.Client.PurgeInstanceAsync(id, request.Cancellation)).PurgedInstanceCount);

    public static async Task<IResult> PurgeAsync(ManagementRequest request)
    {
        if (request.Time("createdTimeFrom") is not { } from)
        {
            return Results.Json(
                "Please provide value for 'createdTimeFrom' parameter.", statusCode: StatusCodes.Status400BadRequest);
        }

        var filter = new PurgeInstancesFilter(from, request.Time("createdTimeTo"), request.Statuses());
        var purged = (await request.Client.PurgeAllInstancesAsync(filter, request.Cancellation)).PurgedInstanceCount;
        return purged == 0 ? Results.NotFound() : ManagementAnswers.Purged(purged);
    }

    private static string? Decode(string? token)
    {
        try
        {
            return string.IsNullOrEmpty(token) ? null : Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token));
        }
        catch (FormatException invalid)
        {
            throw new ArgumentException($"The header {ContinuationToken} holds no token of an earlier answer.", invalid);
        }
    }
}

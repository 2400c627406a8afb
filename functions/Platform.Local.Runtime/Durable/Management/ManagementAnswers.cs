using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace Platform.Local.Runtime.Durable.Management;

/// <summary>The shapes of the real extension's answers.</summary>
internal static class ManagementAnswers
{
    private const int RetryAfterStart = 10;

    public static IResult BadRequest(string message) => Message(StatusCodes.Status400BadRequest, message);

    public static IResult Message(int status, string message) =>
        Results.Json(new JsonObject { ["Message"] = message }, statusCode: status);

    public static IResult Purged(int count) => Results.Json(new JsonObject { ["instancesDeleted"] = count });

    /// <summary>Where to look after an instance that was started, and what can be done to it.</summary>
    public static IResult Started(ManagementRequest request, string instanceId)
    {
        var instance = $"{request.Host}{ManagementRoutes.Prefix}/instances/{Uri.EscapeDataString(instanceId)}";
        var query = $"taskHub={Uri.EscapeDataString(request.Client.Name)}&connection=Storage&code={request.Key.Value}";
        request.Http.Response.Headers.Location = $"{instance}?{query}";
        request.Http.Response.Headers.RetryAfter = $"{RetryAfterStart}";
        return Results.Json(
            new JsonObject
            {
                ["id"] = instanceId,
                ["statusQueryGetUri"] = $"{instance}?{query}",
                ["sendEventPostUri"] = $"{instance}/raiseEvent/{{eventName}}?{query}",
                ["terminatePostUri"] = $"{instance}/terminate?reason={{text}}&{query}",
                ["purgeHistoryDeleteUri"] = $"{instance}?{query}",
                ["restartPostUri"] = $"{instance}/restart?{query}",
                ["suspendPostUri"] = $"{instance}/suspend?reason={{text}}&{query}",
                ["resumePostUri"] = $"{instance}/resume?reason={{text}}&{query}",
            },
            statusCode: StatusCodes.Status202Accepted);
    }

    public static JsonObject Status(OrchestrationMetadata instance, bool showInput) => new()
    {
        ["name"] = instance.Name,
        ["instanceId"] = instance.InstanceId,
        ["runtimeStatus"] = instance.RuntimeStatus.ToString(),
        ["input"] = showInput ? Json(instance.SerializedInput) : null,
        ["customStatus"] = Json(instance.SerializedCustomStatus),
        ["output"] = Json(instance.SerializedOutput) ?? instance.FailureDetails?.ErrorMessage,
        ["createdTime"] = Time(instance.CreatedAt),
        ["lastUpdatedTime"] = Time(instance.LastUpdatedAt),
    };

    public static JsonNode? Json(string? serialized) => serialized is null ? null : JsonNode.Parse(serialized);

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("s") + "Z";
}

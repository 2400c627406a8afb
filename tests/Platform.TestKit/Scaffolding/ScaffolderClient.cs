using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;
using Platform.Functions.Cli.Demo;

namespace Platform.TestKit.Scaffolding;

/// <summary>The scaffolder's routes as a client uses them.</summary>
public sealed class ScaffolderClient(HttpClient http)
{
    public Task<HttpResponseMessage> PostAsync(
        string template,
        JsonObject values,
        CancellationToken cancellationToken,
        string? idempotencyKey = null,
        bool keepOnFailure = false)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "scaffolder/v2/tasks")
        {
            Content = JsonContent.Create(new JsonObject
            {
                ["templateRef"] = $"template:default/{template}",
                ["values"] = values.DeepClone(),
                ["keepOnFailure"] = keepOnFailure,
            }),
        };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return http.SendAsync(request, cancellationToken);
    }

    public async Task<TaskId> CreateAsync(
        string template,
        JsonObject values,
        CancellationToken cancellationToken,
        string? idempotencyKey = null,
        bool keepOnFailure = false)
    {
        using var response = await PostAsync(template, values, cancellationToken, idempotencyKey, keepOnFailure);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? TaskId.Parse(JsonNode.Parse(body)!["id"]!.GetValue<string>())
            : throw new InvalidOperationException($"{(int)response.StatusCode}: {body}");
    }

    /// <summary>Follows the event stream until the task has ended.</summary>
    public async Task<IReadOnlyList<TaskEvent>> FollowAsync(TaskId task, CancellationToken cancellationToken) =>
        await new TaskFollower(http).FollowAsync(task.Value, cancellationToken).ToListAsync(cancellationToken);

    /// <summary>Says yes to whatever a task asks.</summary>
    public async Task ApproveAllAsync(TaskId task, CancellationToken cancellationToken)
    {
        var told = JsonNode.Parse(await http.GetStringAsync($"scaffolder/v2/tasks/{task}/approvals", cancellationToken))!;
        foreach (var approval in told["approvals"]!.AsArray().Where(asked => asked!["state"]!.GetValue<string>() == "pending"))
        {
            using var answer = await http.PostAsJsonAsync(
                $"scaffolder/v2/tasks/{task}/approvals/{approval!["id"]}",
                new JsonObject { ["decision"] = "approve" },
                cancellationToken);
            if ((int)answer.StatusCode is not (200 or 409))
            {
                var why = await answer.Content.ReadAsStringAsync(cancellationToken);
                throw new InvalidOperationException($"{(int)answer.StatusCode}: {why}");
            }
        }
    }

    /// <summary>Waits for an event of the task.</summary>
    public async Task<TaskEvent> UntilAsync(TaskId task, Func<TaskEvent, bool> isIt, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(3));
        for (long after = 0; ;)
        {
            var events = await ReadEventsAsync(task, after, patience.Token);
            if (events.FirstOrDefault(isIt) is { } found)
            {
                return found;
            }

            if (events.Count > 0 && events[^1].IsEnd)
            {
                throw new InvalidOperationException($"Task {task} ended without it: {events[^1].Body.Message}");
            }

            after = events.Count > 0 ? events[^1].Id : after;
        }
    }

    public async Task<IReadOnlyList<TaskEvent>> ReadEventsAsync(TaskId task, long after, CancellationToken cancellationToken) =>
        PlatformJson.Deserialize<IReadOnlyList<TaskEvent>>(
            await http.GetStringAsync($"scaffolder/v2/tasks/{task}/events?after={after}", cancellationToken));

    public async Task<JsonObject> GetAsync(TaskId task, CancellationToken cancellationToken) =>
        JsonNode.Parse(await http.GetStringAsync($"scaffolder/v2/tasks/{task}", cancellationToken))!.AsObject();
}

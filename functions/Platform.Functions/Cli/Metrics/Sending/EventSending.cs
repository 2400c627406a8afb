using System.Net;
using System.Text.Json.Nodes;
using Platform.Core.Metrics.Replay;

namespace Platform.Functions.Cli.Metrics.Sending;

/// <summary>Sends the valid events of files in batches, one after the other, and tells what became of each.</summary>
internal sealed class EventSending(PlatformApi api, SendReport report, SendPosition? position)
{
    private const int MostEvents = 500;

    /// <summary>Below what the platform takes in one call.</summary>
    private const int MostCharacters = 1024 * 1024;

    public async Task SendAsync(FilePlan plan, IAsyncEnumerable<FiledEvent> events, CancellationToken cancellationToken)
    {
        var (before, done) = (position?.Of(plan.Identity) ?? 0, 0);
        var (batch, characters) = (new List<(FiledEvent Filed, JsonNode Message)>(), 0);
        await foreach (var filed in events.WithCancellation(cancellationToken))
        {
            if (!filed.Event.IsOk || done++ < before)
            {
                continue;
            }

            var text = filed.Text ?? filed.Message!.ToJsonString();
            if (batch.Count == MostEvents || (batch.Count > 0 && characters + text.Length > MostCharacters))
            {
                await SendAsync(plan, batch, done - 1, cancellationToken);
                (batch, characters) = ([], 0);
            }

            batch.Add((filed, JsonNode.Parse(text)!));
            characters += text.Length;
        }

        await SendAsync(plan, batch, done, cancellationToken);
        report.Skipped(Math.Min(before, done));
    }

    private async Task SendAsync(
        FilePlan plan, List<(FiledEvent Filed, JsonNode Message)> batch, int done, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
        {
            return;
        }

        var answer = await api.TryPostAsync(
            "events", new JsonArray([.. batch.Select(one => one.Message)]), cancellationToken);
        var outcomes = answer switch
        {
            { IsSuccess: true, Body: { } body } => OfEach(body, batch.Count),
            { Status: HttpStatusCode.UnprocessableEntity, Body: { } refused } => AllRefused(refused, batch.Count),
            _ => null,
        };
        if (outcomes is null)
        {
            throw new CommandException(
                ExitCode.EnvironmentAtFault, $"The platform did not take the events from {plan.File}: {answer.Why}.");
        }

        for (var i = 0; i < batch.Count; i++)
        {
            await report.SentAsync(plan.File, batch[i].Filed, outcomes[i].Outcome, outcomes[i].Problems);
        }

        position?.Keep(plan.Identity, done);
        report.Progress(plan.File, done, plan.Valid);
    }

    private static List<(string Outcome, IReadOnlyList<JsonNode> Problems)>? OfEach(JsonNode body, int count)
    {
        List<(string, IReadOnlyList<JsonNode>)> outcomes =
        [
            .. (body["events"] as JsonArray ?? []).Select(one => (
                (string?)one!["outcome"] ?? string.Empty,
                (IReadOnlyList<JsonNode>)[.. (one["problems"] as JsonArray ?? []).OfType<JsonNode>()])),
        ];
        return outcomes.Count == count ? outcomes : null;
    }

    // Then the answer is a problem, and its errors begin with the place in the batch.
    private static List<(string Outcome, IReadOnlyList<JsonNode> Problems)> AllRefused(JsonNode body, int count)
    {
        var errors = PlatformApi.ErrorsOf(body).ToLookup(error => ((string?)error["field"])?.Split(']')[0] + "]");
        return [.. Enumerable.Range(0, count).Select(index => ("refused", (IReadOnlyList<JsonNode>)[.. errors[$"[{index}]"]]))];
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Local.Runtime.Durable.History;

namespace Platform.Local.Runtime.Durable.Orchestration;

/// <summary>
/// Histories that were recorded once and are kept with the code. An orchestrator that can't replay one of its own would
/// fail the instances in flight when it is deployed.
/// </summary>
internal static class GoldenHistory
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Write(string instanceId, IReadOnlyList<Turn> turns)
    {
        var file = new JsonObject
        {
            ["instanceId"] = instanceId,
            ["turns"] = JsonSerializer.SerializeToNode(turns.Select(WithoutStacks).ToList(), HistoryJson.Default.ListTurn),
        };
        return file.ToJsonString(Indented) + '\n';
    }

    public static string? Check(string recorded, OrchestratorServices services)
    {
        var file = JsonNode.Parse(recorded)!;
        var turns = file["turns"].Deserialize(HistoryJson.Default.ListTurn)!;
        var start = turns[0].Messages.OfType<TurnMessage.Started>().First();
        var instance = file["instanceId"]!.GetValue<string>();

        // Whatever version it had: the question is whether this code can go on with it.
        var run = new OrchestratorRun(instance, start, services with { DefaultVersion = string.Empty }, static () => { });
        if (!run.IsKnown)
        {
            return $"There is no orchestrator '{start.Name}' any more. {Advice(start.Name)}";
        }

        for (var i = 0; i < turns.Count; i++)
        {
            var (replayed, _) = run.Execute(turns[i].At, turns[i].Messages, replaying: true);
            if (Divergence.Between(i + 1, turns[i].Outcome, replayed) is { } divergence)
            {
                return $"'{start.Name}' doesn't replay its recorded history. {divergence.Message} {Cause(replayed)}"
                    + Advice(start.Name);
            }
        }

        return null;
    }

    private static string Cause(TurnOutcome replayed) =>
        replayed.Completion?.Failure is { } failure ? $"It failed with {failure.Type}: {failure.Message} " : string.Empty;

    private static string Advice(string name) =>
        $"Instances in flight still need '{name}' as it was: leave it as it is and make a _v2 beside it for what is to change.";

    private static Turn WithoutStacks(Turn turn) => turn with
    {
        Messages = [.. turn.Messages.Select(message => message switch
        {
            TurnMessage.ActivityFailed failed => failed with { Failure = WithoutStack(failed.Failure) },
            TurnMessage.SubFailed failed => failed with { Failure = WithoutStack(failed.Failure) },
            TurnMessage.Refused refused => refused with { Failure = WithoutStack(refused.Failure) },
            _ => message,
        })],
        Outcome = turn.Outcome.Completion is { Failure: { } end }
            ? turn.Outcome with { Completion = turn.Outcome.Completion with { Failure = WithoutStack(end) } }
            : turn.Outcome,
    };

    private static Failure WithoutStack(Failure failure) => failure with
    {
        Stack = null,
        Inner = failure.Inner is { } inner ? WithoutStack(inner) : null,
    };
}

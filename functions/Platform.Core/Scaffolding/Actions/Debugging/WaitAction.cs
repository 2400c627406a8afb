using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Actions.Debugging;

/// <summary><c>debug:wait</c>: waits by a durable timer, so it costs nothing and outlives the process.</summary>
public sealed class WaitAction(WaitLimit limit) : IScaffoldAction
{
    private const string Done = "done";

    private static readonly JsonObject Schema = JsonNode.Parse(
        """
        {
          "type": "object",
          "properties": {
            "minutes": { "type": "number", "minimum": 0 },
            "seconds": { "type": "number", "minimum": 0 },
            "milliseconds": { "type": "number", "minimum": 0 }
          }
        }
        """)!.AsObject();

    public string Id => "debug:wait";

    public IReadOnlyList<ActionExample> Examples { get; } =
    [
        new("Wait for another system to catch up", """
            steps:
              - id: wait
                name: Wait a moment
                action: debug:wait
                input:
                  seconds: 5
            """),
    ];

    public string Description => $"Waits for a while, at most {limit.Longest.TotalMinutes:0.##} minutes.";

    public WorkspaceUse Workspace => WorkspaceUse.None;

    public JsonObject InputSchema => Schema;

    public JsonObject OutputSchema { get; } = ActionSchemas.NoOutput;

    public bool StaysInWorkspace => true;

    public Task<ActionTurn> RunAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        if (call.Stage == Done)
        {
            return Task.FromResult(ActionTurn.Done());
        }

        var milliseconds = (Number(call, "minutes") * 60_000) + (Number(call, "seconds") * 1_000) + Number(call, "milliseconds");
        return Task.FromResult(milliseconds <= limit.Longest.TotalMilliseconds
            ? ActionTurn.Wait($"wait/{call.Step.Key}", TimeSpan.FromMilliseconds(milliseconds), Done)
                .Saying($"Waiting for {milliseconds / 1_000:0.###} seconds")
            : ActionTurn.Failed(new Problem(
                "wait-too-long", $"debug:wait waits at most {limit.Longest.TotalMinutes:0.##} minutes here.",
                Expected: "a shorter time")));
    }

    public Task<UndoReport> UndoAsync(ScaffoldTask task, UndoCall call, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"{Id} makes nothing.");

    private static double Number(ActionCall call, string name) => call.Input[name]?.GetValue<double>() ?? 0;
}

/// <param name="Longest">Of one wait.</param>
public sealed record WaitLimit(TimeSpan Longest)
{
    public static WaitLimit Usual { get; } = new(TimeSpan.FromMinutes(10));
}

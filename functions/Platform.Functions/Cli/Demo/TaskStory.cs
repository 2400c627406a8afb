using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions.Verifying;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Functions.Cli.Demo;

/// <summary>What a task's events tell.</summary>
internal sealed class TaskStory(string taskId, IReadOnlyList<TaskEvent> events)
{
    private readonly FirstRunReport? _ci = events
        .Select(entry => entry.Body.Output)
        .OfType<JsonObject>()
        .Where(output => output.ContainsKey("skippedJobs"))
        .Select(output => PlatformJson.Deserialize<FirstRunReport>(output.ToJsonString()))
        .LastOrDefault();

    public string TaskId => taskId;

    public IEnumerable<DemoPhase> Steps => events
        .Where(entry => entry.Body is { StepId: not null, Seconds: not null })
        .Select(entry => new DemoPhase(NameOf(entry.Body.StepId!), Math.Round(entry.Body.Seconds!.Value, 2)));

    public DemoCi? Ci => _ci is null ? null : new(_ci.Conclusion, _ci.SkippedJobs);

    /// <value>From the push to the word that the service's own CI had ended, which is not the platform's doing.</value>
    public double CiSeconds => _ci?.Seconds ?? 0;

    public string? Error => events.Count > 0 && events[^1].Body is { Status: StepStatus.Completed } ? null
        : events.Count > 0 ? events[^1].Body.Message
        : "the task has no events";

    /// <summary>An output of the last step that has one of this name.</summary>
    public string? Text(string name) => events
        .Select(entry => entry.Body is { StepId: not null, Output: { } output } ? output[name] : null)
        .OfType<JsonValue>()
        .Select(value => value.TryGetValue<string>(out var text) ? text : null)
        .LastOrDefault(text => text is not null);

    private string NameOf(string stepId) => events
        .First(entry => entry.Body.StepId == stepId && entry.Body.Status == StepStatus.Processing)
        .Body.Message.Replace("Beginning step ", string.Empty, StringComparison.Ordinal);
}

using System.Text.Json.Nodes;

namespace Platform.Local.Forge.Actions.Workflows;

/// <summary>A workflow file as far as the forge acts on it.</summary>
internal sealed record Workflow(
    string Path,
    string Name,
    JsonNode? On,
    JsonObject Env,
    JsonObject Defaults,
    IReadOnlyList<WorkflowJob> Jobs)
{
    public static Workflow Parse(string path, string text)
    {
        var root = WorkflowYaml.Parse(text);
        var jobs = root["jobs"] as JsonObject ?? throw new WorkflowException("The workflow has no jobs");
        var workflow = new Workflow(
            path,
            root["name"]?.ToString() ?? path,
            root["on"],
            root["env"] as JsonObject ?? [],
            root["defaults"]?["run"] as JsonObject ?? [],
            [
                .. jobs.Select(pair => new WorkflowJob(
                    pair.Key,
                    pair.Value as JsonObject ?? throw new WorkflowException($"The job {pair.Key} is not a mapping"))),
            ]);
        workflow.CheckNeeds();
        return workflow;
    }

    private void CheckNeeds()
    {
        var done = new HashSet<string>();
        while (done.Count < Jobs.Count)
        {
            var ready = Jobs.Where(job => !done.Contains(job.Key) && job.Needs.All(done.Contains)).ToList();
            if (ready.Count == 0)
            {
                var stuck = Jobs.First(job => !done.Contains(job.Key));
                throw new WorkflowException(
                    $"The job {stuck.Key} needs jobs that don't exist or that need each other: {string.Join(", ", stuck.Needs)}");
            }

            done.UnionWith(ready.Select(job => job.Key));
        }
    }
}

/// <summary>A job as it stands in the file.</summary>
internal sealed record WorkflowJob(string Key, JsonObject Source)
{
    public IReadOnlyList<string> Needs { get; } =
        Source["needs"] switch
        {
            null => [],
            JsonArray list => [.. list.Select(name => name!.ToString())],
            var one => [one.ToString()],
        };

    public string? If { get; } = Source["if"]?.ToString();

    public JsonObject Env { get; } = Source["env"] as JsonObject ?? [];

    public JsonObject Defaults { get; } = Source["defaults"]?["run"] as JsonObject ?? [];

    public JsonObject Outputs { get; } = Source["outputs"] as JsonObject ?? [];

    public JsonNode? Matrix { get; } = Source["strategy"]?["matrix"];

    public IReadOnlyList<WorkflowStep> Steps { get; } =
    [.. (Source["steps"] as JsonArray ?? []).OfType<JsonObject>().Select(step => new WorkflowStep(step))];
}

/// <summary>A step as it stands in the file.</summary>
internal sealed record WorkflowStep(JsonObject Source)
{
    public string? Id { get; } = Source["id"]?.ToString();

    public string? Run { get; } = Source["run"]?.ToString();

    public string? Uses { get; } = Source["uses"]?.ToString();

    public string? If { get; } = Source["if"]?.ToString();

    public string? Shell { get; } = Source["shell"]?.ToString();

    public string? WorkingDirectory { get; } = Source["working-directory"]?.ToString();

    public JsonObject Env { get; } = Source["env"] as JsonObject ?? [];

    public JsonObject With { get; } = Source["with"] as JsonObject ?? [];

    public string Title => Source["name"]?.ToString() ?? $"Run {(Uses ?? Run ?? "").Trim().Split('\n')[0]}";

    /// <summary>The action without its version.</summary>
    public string? Action => Uses?.Split('@')[0];
}

using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.TestKit.Scaffolding;

/// <summary>A valid open task; a test says only what matters to it.</summary>
public sealed class TaskBuilder
{
    private readonly List<TaskStep> _steps = [];
    private JsonObject _parameters = [];
    private JsonObject? _output;
    private IReadOnlyList<string> _optional = [];
    private IReadOnlyList<string> _secrets = [];
    private string _source = "none";
    private TaskId _id = TaskId.New(TimeProvider.System);
    private TimeProvider _clock = TimeProvider.System;

    public TaskBuilder WithId(TaskId id) => With(() => _id = id);

    public TaskBuilder At(TimeProvider clock) => With(() => _clock = clock);

    public TaskBuilder WithParameters(JsonObject parameters) => With(() => _parameters = parameters);

    public TaskBuilder WithOutput(JsonObject output) => With(() => _output = output);

    public TaskBuilder WithOptional(params string[] paths) => With(() => _optional = paths);

    /// <summary>Names only; their values are for <c>ITaskSecrets</c>.</summary>
    public TaskBuilder WithSecrets(params string[] names) => With(() => _secrets = names);

    public TaskBuilder WithSource(string manifest) => With(() => _source = manifest);

    public TaskBuilder WithStep(
        string id, string action, JsonObject? input = null, JsonNode? @if = null, JsonNode? each = null) =>
        With(() => _steps.Add(new(id, $"Step {id}", action, input ?? [], @if, each)));

    public ScaffoldTask Build() => ScaffoldTask.Create(
        _id,
        new TaskSpec(
            "scaffolder.backstage.io/v1beta3",
            _parameters,
            _steps,
            _output,
            new TaskUser("user:default/guest"),
            new TaskTemplateInfo(EntityRef.Parse("template:default/sample"), "templates/sample", []),
            _source,
            _optional)
        { SecretNames = _secrets },
        "user:default/guest",
        _clock);

    private TaskBuilder With(Action change)
    {
        change();
        return this;
    }
}

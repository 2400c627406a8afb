using System.Text.Json.Nodes;
using Platform.Local.Forge.Actions.Expressions;
using Platform.Local.Forge.Actions.Workflows;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Actions.Running;

/// <summary>The steps of one job in order, and what they hand to each other.</summary>
internal sealed class JobRun
{
    private readonly JobTurn _turn;
    private readonly JobFolder _folder;
    private readonly JobLog _log;
    private readonly JobProgress _progress;
    private readonly Checkout _checkout;
    private readonly StepProcess _process = new();
    private readonly JsonObject _contexts;
    private readonly JsonObject _steps = [];
    private readonly Dictionary<string, string> _system;
    private readonly Dictionary<string, string> _env = [];
    private JobStatus _status = JobStatus.Success;

    public JobRun(JobTurn turn, JobFolder folder, JobLog log, JobProgress progress, Checkout checkout)
    {
        (_turn, _folder, _log, _progress, _checkout) = (turn, folder, log, progress, checkout);
        _contexts = (JsonObject)turn.Contexts.DeepClone();
        _contexts["steps"] = _steps;
        _contexts["github"]!["workspace"] = folder.Workspace;
        _contexts["github"]!["event_path"] = folder.EventFile;
        _contexts["runner"] = new JsonObject
        {
            ["os"] = "Linux",
            ["arch"] = "X64",
            ["name"] = "forge",
            ["temp"] = folder.Temp,
            ["tool_cache"] = folder.Tools,
        };
        _contexts["job"] = new JsonObject { ["status"] = "success" };
        _contexts["strategy"] = new JsonObject();
        _system = RunContexts.Environment(_contexts, folder, turn.Job);
        File.WriteAllText(folder.EventFile, _contexts["github"]!["event"]!.ToJsonString(JsonFile.Options));
    }

    /// <summary>Gives the job's conclusion.</summary>
    public async Task<string> ExecuteAsync(CancellationToken cancellationToken)
    {
        AddEnv(_turn.Workflow.Env);
        AddEnv(_turn.Job.Env);
        for (var index = 0; index < _turn.Job.Steps.Count; index++)
        {
            await ExecuteAsync(_turn.Job.Steps[index], index + 1, cancellationToken);
        }

        return _status == JobStatus.Success ? "success" : "failure";
    }

    public JsonObject Outputs() => (JsonObject)Interpolation.Node(_turn.Job.Outputs, Scope())!;

    public Task EndAsync() => _process.KillAllAsync();

    private async Task ExecuteAsync(WorkflowStep step, int number, CancellationToken cancellationToken)
    {
        var env = new Dictionary<string, string>(_env);
        foreach (var (name, value) in step.Env)
        {
            env[name] = Value.AsText(Interpolation.Node(value, Scope()));
        }

        _contexts["env"] = new JsonObject(env.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        if (!Interpolation.Condition(step.If, Scope()))
        {
            _progress.Finish(number, "skipped");
            Remember(step, "skipped", "skipped", []);
            return;
        }

        _progress.Begin(number, Interpolation.Text(step.Title, Scope()));
        var (succeeded, outputs) = await RunAsync(step, number, env, cancellationToken);
        var goesOn = succeeded || Value.IsTrue(Interpolation.Node(step.Source["continue-on-error"], Scope()));
        _status = goesOn ? _status : JobStatus.Failure;
        _contexts["job"]!["status"] = _status == JobStatus.Success ? "success" : "failure";
        _progress.Finish(number, goesOn ? "success" : "failure");
        Remember(step, succeeded ? "success" : "failure", goesOn ? "success" : "failure", outputs);
    }

    private async Task<(bool Succeeded, JsonObject Outputs)> RunAsync(
        WorkflowStep step,
        int number,
        Dictionary<string, string> env,
        CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (Value.AsNumber(Interpolation.Node(step.Source["timeout-minutes"], Scope())) is > 0 and var minutes)
        {
            limit.CancelAfter(TimeSpan.FromMinutes(minutes));
        }

        try
        {
            return step.Run is not null
                ? await RunScriptAsync(step, number, env, limit.Token)
                : (await UseAsync(step, limit.Token), []);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            _log.Line("##[error]The step has exceeded its maximum execution time");
            return (false, []);
        }
        catch (Exception wrong) when (wrong is InvalidDataException or InvalidOperationException or ExpressionException)
        {
            _log.Line($"##[error]{wrong.Message}");
            return (false, []);
        }
    }

    private async Task<(bool Succeeded, JsonObject Outputs)> RunScriptAsync(
        WorkflowStep step,
        int number,
        Dictionary<string, string> env,
        CancellationToken cancellationToken)
    {
        var script = new StepScript(_folder, number, Interpolation.Text(step.Run!, Scope()), Setting(step.Shell, "shell"));
        var wanted = Setting(step.WorkingDirectory, "working-directory");
        if (_folder.Inside(wanted) is not { } directory || !Directory.Exists(directory))
        {
            throw new InvalidDataException($"The working directory {wanted} is not in the workspace");
        }

        var environment = new Dictionary<string, string>(_system);
        foreach (var (name, value) in env.Concat(script.Files))
        {
            environment[name] = value;
        }

        script.Announce(_log, env);
        var code = await _process.RunAsync(script.Command, directory, environment, _log, cancellationToken);
        if (code != 0)
        {
            _log.Line($"##[error]Process completed with exit code {code}.");
        }

        script.Collect(_log, _env, _system, out var outputs);
        return (code == 0, outputs);
    }

    private async Task<bool> UseAsync(WorkflowStep step, CancellationToken cancellationToken)
    {
        _log.Line($"##[group]Run {step.Uses}");
        var with = (JsonObject)Interpolation.Node(step.With, Scope())!;
        if (step.Action == "actions/checkout")
        {
            await _checkout.RunAsync(_turn.Run, _folder, with, _log);
        }
        else if (ToolSetup.Find(step.Action!) is { } tool)
        {
            _log.Line($"Satisfied by this machine: {tool.Path()} {await tool.VersionAsync(cancellationToken)}");
            _log.Line($"Asked for: {with[tool.VersionInput] ?? "any version"}");
        }
        else
        {
            _log.Line("Satisfied by this machine: nothing is cached, nothing is restored");
        }

        _log.Line("##[endgroup]");
        return true;
    }

    private string? Setting(string? ofStep, string name) =>
        (ofStep ?? _turn.Job.Defaults[name]?.ToString() ?? _turn.Workflow.Defaults[name]?.ToString()) is { } text
            ? Interpolation.Text(text, Scope())
            : null;

    private void AddEnv(JsonObject source)
    {
        foreach (var (name, value) in source)
        {
            _contexts["env"] = new JsonObject(_env.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
            _env[name] = Value.AsText(Interpolation.Node(value, Scope()));
        }
    }

    private void Remember(WorkflowStep step, string outcome, string conclusion, JsonObject outputs)
    {
        if (step.Id is not null)
        {
            _steps[step.Id] = new JsonObject
            {
                ["outcome"] = outcome,
                ["conclusion"] = conclusion,
                ["outputs"] = outputs,
            };
        }
    }

    private Scope Scope() => new(_contexts, _status, _folder.Workspace);
}

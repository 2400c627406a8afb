using System.Text.Json.Nodes;
using Platform.Local.Forge.Actions.Expressions;
using Platform.Local.Forge.Actions.Running;
using Platform.Local.Forge.Actions.Workflows;
using Platform.TestKit.Services;

namespace Platform.TestKit.Forge;

/// <summary>What came of running an action's steps.</summary>
/// <param name="Steps">Those that ran or were satisfied by this machine, by name or action.</param>
public sealed record ActionRun(bool Succeeded, IReadOnlyList<string> Log, IReadOnlyList<string> Steps)
{
    public IReadOnlyList<string> Annotations =>
        [.. Log.Where(line => line.StartsWith("::error ", StringComparison.Ordinal))];
}

/// <summary>
/// One of this repository's composite actions, run for real as a job of another repository would: its <c>run</c> steps in bash,
/// in the folder of that repository, with nothing of this process's environment but where tools are.
/// </summary>
public sealed class CompositeAction(string name)
{
    private readonly string _folder = Path.Combine(RepositoryRoot.Path, ".github", "actions", name);

    public async Task<ActionRun> RunAsync(
        string repository, IReadOnlyDictionary<string, string> inputs, CancellationToken cancellationToken)
    {
        var action = WorkflowYaml.Parse(await File.ReadAllTextAsync(Path.Combine(_folder, "action.yml"), cancellationToken));
        var root = Directory.CreateTempSubdirectory("action").FullName;
        using var folder = new JobFolder(root);
        var logFile = Path.Combine(root, "log");
        var contexts = Contexts(action, inputs, repository);
        var (succeeded, steps) = (true, new List<string>());
        var processes = new StepProcess();
        await using (var log = new JobLog(logFile, TimeProvider.System))
        {
            foreach (var (step, number) in action["runs"]!["steps"]!.AsArray().Select((step, i) => (step!.AsObject(), i)))
            {
                var scope = new Scope(contexts, succeeded ? JobStatus.Success : JobStatus.Failure);
                if (!Interpolation.Condition((string?)step["if"], scope))
                {
                    continue;
                }

                steps.Add((string?)step["name"] ?? (string)step["uses"]!);
                if (step["run"] is { } script)
                {
                    var text = Interpolation.Text((string)script!, scope);
                    var files = new StepScript(folder, number, text, (string?)step["shell"]);
                    var environment = Environment(folder, repository, files, step["env"] as JsonObject, scope);
                    succeeded &= await processes.RunAsync(files.Command, repository, environment, log, cancellationToken) == 0;
                }
                else if (ToolSetup.Find(((string)step["uses"]!).Split('@')[0])?.WhyNot() is { } missing)
                {
                    throw new InvalidOperationException($"{step["uses"]}: {missing}.");
                }
            }
        }

        await processes.KillAllAsync();
        // A line of a job's log begins with its time.
        var lines = (await File.ReadAllLinesAsync(logFile, cancellationToken)).Select(line => line[(line.IndexOf(' ') + 1)..]);
        return new(succeeded, [.. lines], steps);
    }

    private JsonObject Contexts(JsonObject action, IReadOnlyDictionary<string, string> inputs, string repository) => new()
    {
        ["inputs"] = new JsonObject(action["inputs"]!.AsObject().Select(input => KeyValuePair.Create(
            input.Key,
            (JsonNode?)(inputs.GetValueOrDefault(input.Key) ?? (string?)input.Value!["default"] ?? string.Empty)))),
        ["github"] = new JsonObject { ["action_path"] = _folder, ["workspace"] = repository },
    };

    private Dictionary<string, string> Environment(
        JobFolder folder, string repository, StepScript files, JsonObject? env, Scope scope)
    {
        var environment = HostEnvironment.Read();
        environment["CI"] = "true";
        environment["HOME"] = folder.Home;
        environment["RUNNER_TEMP"] = folder.Temp;
        environment["GITHUB_ACTIONS"] = "true";
        environment["GITHUB_ACTION_PATH"] = _folder;
        environment["GITHUB_WORKSPACE"] = repository;
        foreach (var (name, value) in files.Files)
        {
            environment[name] = value;
        }

        foreach (var (name, value) in env ?? [])
        {
            environment[name] = Interpolation.Text((string?)value ?? string.Empty, scope);
        }

        return environment;
    }
}

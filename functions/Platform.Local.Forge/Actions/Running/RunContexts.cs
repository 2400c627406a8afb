using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Local.Forge.Actions.Workflows;
using Platform.Local.Forge.Repositories;
using Platform.Local.Forge.Shapes;
using Platform.Local.Forge.Webhooks;

namespace Platform.Local.Forge.Actions.Running;

/// <summary>The contexts of expressions and the variables of the environment that follow from a run.</summary>
internal sealed class RunContexts(EventPayloads payloads, Urls urls)
{
    /// <summary><c>github</c>, <c>vars</c>, <c>runner</c>... without what single jobs add.</summary>
    public JsonObject Of(Run run)
    {
        var (data, repository) = (run.Data, run.Repository.Data);
        var github = new JsonObject
        {
            ["event_name"] = data.Event,
            ["event"] = data.Inputs is { } inputs
                ? new JsonObject { ["inputs"] = inputs.DeepClone(), ["ref"] = data.Ref, ["workflow"] = data.Path }
                : payloads.Push(run.Repository, new RefChange(data.Ref, data.Before, data.Sha)),
            ["sha"] = data.Sha,
            ["ref"] = data.Ref,
            ["ref_name"] = data.RefName,
            ["ref_type"] = data.IsBranch ? "branch" : "tag",
            ["head_ref"] = "",
            ["base_ref"] = "",
            ["repository"] = repository.FullName,
            ["repository_id"] = repository.Id.ToString(CultureInfo.InvariantCulture),
            ["repository_owner"] = repository.Owner,
            ["actor"] = ForgeUser.Login,
            ["triggering_actor"] = ForgeUser.Login,
            ["workflow"] = data.Name,
            ["workflow_ref"] = $"{repository.FullName}/{data.Path}@{data.Ref}",
            ["run_id"] = data.Id.ToString(CultureInfo.InvariantCulture),
            ["run_number"] = data.Number.ToString(CultureInfo.InvariantCulture),
            ["run_attempt"] = "1",
            ["server_url"] = urls.Root,
            ["api_url"] = urls.Root,
        };
        return new JsonObject
        {
            ["github"] = github,
            ["vars"] = new JsonObject(
                repository.Variables.Values.Select(variable => KeyValuePair.Create(variable.Name, (JsonNode?)variable.Value))),
            ["secrets"] = new JsonObject(),
            ["inputs"] = data.Inputs?.DeepClone() ?? new JsonObject(),
            ["needs"] = new JsonObject(),
        };
    }

    public static JsonObject Needs(IEnumerable<(string Key, JobOutcome Outcome)> needed) =>
        new(
            needed.Select(each =>
                KeyValuePair.Create(
                    each.Key,
                    (JsonNode?)
                        new JsonObject { ["result"] = each.Outcome.Result, ["outputs"] = each.Outcome.Outputs.DeepClone() })));

    /// <summary>The variables that every step gets.</summary>
    public static Dictionary<string, string> Environment(JsonObject contexts, JobFolder folder, WorkflowJob job)
    {
        var environment = HostEnvironment.Read();
        environment["PATH"] = $"{folder.Tools}{Path.PathSeparator}{environment.GetValueOrDefault("PATH")}";
        environment["HOME"] = folder.Home;
        environment["TMPDIR"] = folder.Temp;
        environment["CI"] = "true";
        environment["RUNNER_OS"] = "Linux";
        environment["RUNNER_ARCH"] = "X64";
        environment["RUNNER_NAME"] = "forge";
        environment["RUNNER_TEMP"] = folder.Temp;
        environment["RUNNER_TOOL_CACHE"] = folder.Tools;
        environment["GITHUB_ACTIONS"] = "true";
        environment["GITHUB_JOB"] = job.Key;
        environment["GITHUB_WORKSPACE"] = folder.Workspace;
        environment["GITHUB_EVENT_PATH"] = folder.EventFile;
        foreach (var (name, value) in contexts["github"]!.AsObject().Where(pair => pair.Key != "event"))
        {
            environment[$"GITHUB_{name.ToUpperInvariant()}"] = Expressions.Value.AsText(value);
        }

        return environment;
    }
}

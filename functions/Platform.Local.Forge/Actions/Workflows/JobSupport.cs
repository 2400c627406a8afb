using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Local.Forge.Actions.Expressions;

namespace Platform.Local.Forge.Actions.Workflows;

/// <summary>
/// Says why the forge can't execute a job. Such a job is skipped by name: failing it would blame the repository, passing it
/// would claim what nobody has seen.
/// </summary>
internal static partial class JobSupport
{
    private static readonly string[] CheckoutInputs =
    [
        "fetch-depth",
        "fetch-tags",
        "persist-credentials",
        "path",
        "clean",
        "ref",
        "show-progress",
        "set-safe-directory",
    ];

    private static readonly string[] Shells = ["bash", "sh", "python"];

    /// <summary>Null when the job can be executed.</summary>
    public static string? WhyNot(WorkflowJob job, Workflow workflow) =>
        job.Source.ContainsKey("uses") ? $"it calls the workflow {job.Source["uses"]}"
        : job.Source.ContainsKey("container") ? "it runs in a container"
        : job.Source["services"] is JsonObject ? "it needs service containers"
        : job.Steps.Count == 0 ? "it has no steps"
        : WhyNotSteps(job, workflow) ?? WhyNotSecrets(job, workflow) ?? WhyNotExpressions(job.Source);

    /// <summary>Looks at the labels after expressions in them were evaluated.</summary>
    public static string? WhyNotOn(IReadOnlyList<string> labels) =>
        labels.FirstOrDefault(label => !label.StartsWith("ubuntu", StringComparison.OrdinalIgnoreCase)) is { } foreign
            ? $"it runs on {foreign}, not on ubuntu"
        : labels.Count == 0 ? "it does not say what it runs on"
        : null;

    private static string? WhyNotSteps(WorkflowJob job, Workflow workflow) => job.Steps
        .Select(step => WhyNot(step, step.Shell ?? Text(job.Defaults, "shell") ?? Text(workflow.Defaults, "shell")))
        .FirstOrDefault(reason => reason is not null);

    private static string? WhyNotSecrets(WorkflowJob job, Workflow workflow)
    {
        var read = Sealed().Match(job.Source.ToJsonString(State.JsonFile.Options) + workflow.Env.ToJsonString());
        return read.Success ? $"it reads {read.Value}, and the forge has no secrets to give" : null;
    }

    private static string? WhyNot(WorkflowStep step, string? shell)
    {
        if (step.Run is not null)
        {
            return shell is null || Shells.Contains(shell) || shell.Contains("{0}", StringComparison.Ordinal)
                ? null
                : $"it uses the shell {shell}";
        }

        return step.Action switch
        {
            "actions/checkout" => step.With.FirstOrDefault(input => !CheckoutInputs.Contains(input.Key))
                is { Key: { } input }
                ? $"it uses actions/checkout with {input}"
                : null,
            "actions/cache" or "actions/cache/restore" or "actions/cache/save" => null,
            { } action when action.StartsWith("actions/setup-", StringComparison.Ordinal) => ToolSetup.Find(action)
                is { } tool
                ? tool.WhyNot()
                : $"it uses {step.Uses}",
            _ => $"it uses {step.Uses ?? "a step without run or uses"}",
        };
    }

    private static string? WhyNotExpressions(JsonNode? node)
    {
        try
        {
            Check(node);
            return null;
        }
        catch (ExpressionException wrong)
        {
            return wrong.Message;
        }
    }

    private static void Check(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject container:
                foreach (var (key, value) in container)
                {
                    if (key == "if" && value is JsonValue)
                    {
                        Interpolation.ConditionOf(value.ToString());
                    }

                    Check(value);
                }

                break;
            case JsonArray list:
                foreach (var item in list)
                {
                    Check(item);
                }

                break;
            case JsonValue value when value.TryGetValue<string>(out var text):
                Interpolation.Check(text);
                break;
        }
    }

    private static string? Text(JsonObject from, string name) => from[name]?.ToString();

    [GeneratedRegex(@"(?<=\$\{\{[^}]*)(secrets\.[A-Za-z0-9_]+|secrets\b|github\.token\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Sealed();
}

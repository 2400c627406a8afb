using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.SourceControl;

namespace Platform.Core.Scaffolding.Actions.GitHub;

/// <summary><c>github:issues:label</c>. Labels that are there already stay whoever's they are.</summary>
public sealed class LabelIssueAction(GitHubSteps steps, IIssueLabels issues) : IScaffoldAction
{
    private const string Add = "add";

    public string Id => "github:issues:label";

    public string Description => "Adds labels to an issue or pull request.";

    public IReadOnlyList<ActionExample> Examples { get; } =
    [
        new(
            "Label the pull request of an earlier step",
            """
            steps:
              - id: label
                action: github:issues:label
                input:
                  repoUrl: github.com?owner=acme&repo=orders
                  number: ${{ steps.pull.output.pullRequestNumber }}
                  labels: [generated]
            """),
    ];

    public JsonObject InputSchema { get; } = GitHubSchemas.Input(
        """
        {
          "number": { "type": "integer", "minimum": 1, "description": "Of the issue or pull request" },
          "labels": { "type": "array", "minItems": 1, "items": { "type": "string", "minLength": 1, "maxLength": 50 } }
        }
        """,
        "number", "labels");

    public JsonObject OutputSchema { get; } = ActionSchemas.NoOutput;

    public async Task<ActionTurn> RunAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        var target = steps.Target(task, call);
        if (!target.IsOk)
        {
            return ActionTurn.Failed(target.Problems);
        }

        steps.ActFor(task, call);
        return call.Stage switch
        {
            ActionCall.Start => await LookAsync(call, target.Value, cancellationToken),
            Add => await AddAsync(call, target.Value, cancellationToken),
            _ => throw new InvalidOperationException($"{Id} has no stage '{call.Stage}'."),
        };
    }

    public async Task<ActionTurn> PreviewAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        var target = steps.Target(task, call);
        if (!target.IsOk)
        {
            return ActionTurn.Failed(target.Problems);
        }

        steps.ActFor(task, call);
        var there = await issues.ListAsync(target.Value, NumberOf(call), cancellationToken);
        var missing = LabelsOf(call).Except(there.Value ?? [], StringComparer.OrdinalIgnoreCase).ToList();
        return ActionTurn.Done(new JsonObject()).Saying(missing.Count == 0
            ? $"#{NumberOf(call)} of {target.Value} has these labels already"
            : $"Would add {string.Join(", ", missing)} to #{NumberOf(call)} of {target.Value}");
    }

    public async Task<UndoReport> UndoAsync(ScaffoldTask task, UndoCall call, CancellationToken cancellationToken)
    {
        steps.ActFor(task);
        var made = call.UndoAs<Made>();
        var there = await issues.ListAsync(made.Repository, made.Number, cancellationToken);
        foreach (var label in (there.Value ?? []).Where(label => made.Labels.Contains(HashOf(label))))
        {
            var removed = await issues.RemoveAsync(made.Repository, made.Number, label, cancellationToken);
            if (!removed.IsOk)
            {
                return new(
                    $"A label of #{made.Number} in {made.Repository} could not be removed: {removed.Problems[0].Message}",
                    LeftBehind: true);
            }
        }

        return new($"#{made.Number} of {made.Repository} has its labels of before.");
    }

    private async Task<ActionTurn> LookAsync(ActionCall call, RepositoryName repository, CancellationToken cancellationToken)
    {
        var there = await issues.ListAsync(repository, NumberOf(call), cancellationToken);
        if (!there.IsOk)
        {
            return ActionTurn.Failed(there.Problems);
        }

        var wanted = LabelsOf(call);
        var missing = wanted.Except(there.Value, StringComparer.OrdinalIgnoreCase).ToList();
        return missing.Count == 0
            ? ActionTurn.Done(new JsonObject()).Saying($"#{NumberOf(call)} of {repository} has these labels already")
            : ActionTurn.Next(Add, missing.Select(label => wanted.ToList().IndexOf(label)))
                .WithUndo(new Made(repository, NumberOf(call), [.. missing.Select(HashOf)]));
    }

    private async Task<ActionTurn> AddAsync(ActionCall call, RepositoryName repository, CancellationToken cancellationToken)
    {
        var wanted = LabelsOf(call);
        List<string> missing = [.. call.StateAs<int[]>().Select(index => wanted[index])];
        var added = await issues.AddAsync(repository, NumberOf(call), missing, cancellationToken);
        return added.IsOk
            ? ActionTurn.Done(new JsonObject()).Saying(
                $"Added {string.Join(", ", missing)} to #{NumberOf(call)} of {repository}")
            : ActionTurn.Failed(added.Problems);
    }

    private static int NumberOf(ActionCall call) => call.Input.Number("number")!.Value;

    private static IReadOnlyList<string> LabelsOf(ActionCall call) =>
        [.. call.Input.Texts("labels").Distinct(StringComparer.OrdinalIgnoreCase)];

    private static string HashOf(string label) => ContentHash.Of(label.ToUpperInvariant());

    /// <param name="Labels">Hashes of those that were not there before.</param>
    private sealed record Made(RepositoryName Repository, int Number, IReadOnlyList<string> Labels);
}

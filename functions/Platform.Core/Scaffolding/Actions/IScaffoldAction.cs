using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Actions;

/// <summary>
/// One action that a template's step can name: one class, one registration. An action works in turns. Each turn is an activity
/// of its own, runs at least once and therefore finds before it creates, and says what comes next: another stage, work to fan
/// out, something to wait for, or the end. What a turn says is in the task's history, so the next turn goes on from there
/// wherever the process died.
/// </summary>
public interface IScaffoldAction
{
    /// <value>As templates write it, for example <c>fetch:template</c>.</value>
    string Id { get; }

    /// <value>What it does, in one plain sentence for the author of a template.</value>
    string Description { get; }

    /// <value>
    /// The major version of its contract. It grows when a template that was right becomes wrong; templates may pin it as
    /// <c>publish:github@1</c>.
    /// </value>
    int Version => 1;

    IReadOnlyList<ActionExample> Examples => [];

    /// <value>Draft-07 schema of the rendered input.</value>
    JsonObject InputSchema { get; }

    /// <value>
    /// Draft-07 schema of the outputs; closed (<c>additionalProperties: false</c>) when their names are known beforehand.
    /// </value>
    JsonObject OutputSchema { get; }

    /// <value>Inputs that Backstage's action of this name has, and this one refuses.</value>
    IReadOnlyList<string> UnsupportedInputs => [];

    /// <value>Whether all it does is in the task's workspace, so that a dry run can take its turns as they are.</value>
    bool StaysInWorkspace => false;

    /// <value>
    /// The inputs that a secret may be in; null when it may be in each. What stays in the workspace can be read there.
    /// </value>
    IReadOnlyList<string>? SecretInputs => StaysInWorkspace ? ["token"] : null;

    /// <value>
    /// What it does with the workspace. In a template whose steps may run beside each other, steps that change it keep their
    /// written order, and one that reads it has it as the last change before it, as written, left it.
    /// </value>
    WorkspaceUse Workspace => StaysInWorkspace ? WorkspaceUse.Changes : WorkspaceUse.Reads;

    /// <value>Whether it parts a template in two: it begins when all before it is done, and nothing after it begins
    /// before.</value>
    bool IsGate => false;

    /// <summary>Takes the turn that <see cref="ActionCall.Stage"/> names; <see cref="ActionCall.Start"/> is the
    /// first.</summary>
    /// <exception cref="Scaffolding.Publishing.TransientSourceControlException">The turn may be taken again later.</exception>
    Task<ActionTurn> RunAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken);

    /// <summary>
    /// The turn of a dry run: nothing outside the workspace changes, though the world may be read. Done with the outputs that
    /// it would give and a sentence on what it would do; failed with every problem that is known beforehand.
    /// </summary>
    Task<ActionTurn> PreviewAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken) => StaysInWorkspace
        ? WholeAction.RunAsync(this, task, call, cancellationToken)
        : Task.FromResult(ActionTurn.Done(ActionSchemas.ExampleOf(OutputSchema)).Saying($"Would run {Id}"));

    /// <summary>
    /// Takes back what the action made, as far as it is provably ours; knows it from the last <see cref="ActionTurn.Undo"/>.
    /// Called only for actions that had given one, in reverse order of the steps.
    /// </summary>
    Task<UndoReport> UndoAsync(ScaffoldTask task, UndoCall call, CancellationToken cancellationToken);
}

public enum WorkspaceUse
{
    None,
    Reads,
    Changes,
}

/// <param name="LeftBehind">Something remains that a person has to look at.</param>
/// <param name="Again">Nothing is decided yet: ask again after this time.</param>
public sealed record UndoReport(string Message, bool LeftBehind = false, TimeSpan? Again = null);

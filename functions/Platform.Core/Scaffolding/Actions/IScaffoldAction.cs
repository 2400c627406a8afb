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

    /// <value>Draft-07 schema of the rendered input.</value>
    JsonObject InputSchema { get; }

    /// <value>Names of its outputs; null when they are not known beforehand.</value>
    IReadOnlyList<string>? Outputs => null;

    /// <value>Inputs that Backstage's action of this name has, and this one refuses.</value>
    IReadOnlyList<string> UnsupportedInputs => [];

    /// <value>Whether all it does is in the task's workspace, so that a dry run can take its turns as they are.</value>
    bool StaysInWorkspace => false;

    /// <summary>Takes the turn that <see cref="ActionCall.Stage"/> names; <see cref="ActionCall.Start"/> is the first.</summary>
    /// <exception cref="Scaffolding.Publishing.TransientSourceControlException">The turn may be taken again later.</exception>
    Task<ActionTurn> RunAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken);

    /// <summary>
    /// Takes back what the action made, as far as it is provably ours; knows it from the last <see cref="ActionTurn.Undo"/>.
    /// Called only for actions that had given one, in reverse order of the steps.
    /// </summary>
    Task<UndoReport> UndoAsync(ScaffoldTask task, UndoCall call, CancellationToken cancellationToken);
}

/// <param name="LeftBehind">Something remains that a person has to look at.</param>
/// <param name="Again">Nothing is decided yet: ask again after this time.</param>
public sealed record UndoReport(string Message, bool LeftBehind = false, TimeSpan? Again = null);

using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.SourceControl;
using Platform.Core.SourceControl.Parts;

namespace Platform.Core.Scaffolding.Actions.GitHub;

/// <summary>
/// Adds one thing to a repository in two turns: the first looks and writes into the history that there was none, the second
/// makes it. Whatever a repeated second turn finds was therefore made by an earlier attempt, and is taken over; what the first
/// one finds is somebody else's: fine when it is just what was wanted, an error otherwise.
/// </summary>
public abstract class RepositoryPartAction<TPart>(GitHubSteps steps, IRepositoryParts<TPart> parts) : IScaffoldAction
    where TPart : class, IRepositoryPart
{
    private const string Make = "make";

    /// <summary>Longer than a turn's way through the history: who comes later may be repeating one that died.</summary>
    private static readonly TimeSpan InDoubtAfter = TimeSpan.FromSeconds(1);

    public abstract string Id { get; }

    public abstract string Description { get; }

    public abstract IReadOnlyList<ActionExample> Examples { get; }

    public abstract JsonObject InputSchema { get; }

    public virtual JsonObject OutputSchema { get; } = ActionSchemas.NoOutput;

    /// <value>Whether what is there in a repository of the task's own is changed instead of refused.</value>
    protected virtual bool MayReplaceOwn => false;

    public async Task<ActionTurn> RunAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        var (target, wanted) = Read(task, call);
        if (!target.IsOk || !wanted.IsOk)
        {
            return ActionTurn.Failed([.. target.Problems, .. wanted.Problems]);
        }

        steps.ActFor(task, call);
        return call.Stage switch
        {
            ActionCall.Start => await LookAsync(task, call, target.Value, wanted.Value, cancellationToken),
            Make => await MakeAsync(task, call, target.Value, wanted.Value, cancellationToken),
            _ => throw new InvalidOperationException($"{Id} has no stage '{call.Stage}'."),
        };
    }

    public async Task<ActionTurn> PreviewAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        var (target, wanted) = Read(task, call);
        if (!target.IsOk || !wanted.IsOk)
        {
            return ActionTurn.Failed([.. target.Problems, .. wanted.Problems]);
        }

        steps.ActFor(task, call);
        var would = ActionTurn.Done(ExampleOf(wanted.Value));
        var repository = await steps.FindAsync(target.Value, cancellationToken);
        if (!repository.IsOk)
        {
            return would.Saying($"Would make {wanted.Value.Title} in {target.Value}, which does not exist yet");
        }

        var part = await CompleteAsync(task, repository.Value, wanted.Value, cancellationToken);
        var there = part.IsOk
            ? await parts.FindAsync(target.Value, part.Value, cancellationToken)
            : Result<PartSearch>.Failed(part.Problems);
        return !there.IsOk ? ActionTurn.Failed(there.Problems)
            : there.Value.Found is not { } found ? would.Saying($"Would make {part.Value!.Title} in {target.Value}")
            : found.Likeness == PartLikeness.Same ? would.Saying($"{target.Value} has {part.Value!.Title} already")
            : MayReplaceOwn && await steps.IsOfTaskAsync(task, repository.Value, cancellationToken)
                ? would.Saying($"Would change {part.Value!.Title} in {target.Value}")
                : ActionTurn.Failed(Taken(target.Value, part.Value!));
    }

    public async Task<UndoReport> UndoAsync(ScaffoldTask task, UndoCall call, CancellationToken cancellationToken)
    {
        steps.ActFor(task);
        var made = call.UndoAs<Made>();
        var removed = await parts.RemoveAsync(made.Repository, made.Part, cancellationToken);
        return !removed.IsOk
            ? new($"What {Id} made in {made.Repository} could not be removed: {removed.Problems[0].Message}", LeftBehind: true)
            : removed.Value.Remains is { } remains ? new($"{made.Repository}: {remains}", LeftBehind: true)
            : new(removed.Value.Removed
                ? $"What {Id} made in {made.Repository} was removed."
                : $"{made.Repository} has nothing that {Id} made.");
    }

    /// <summary>Every problem of the input; nothing is called.</summary>
    protected abstract Result<TPart> PartOf(ScaffoldTask task, ActionCall call);

    /// <summary>What only the repository, or the catalog, can say.</summary>
    protected virtual Task<Result<TPart>> CompleteAsync(
        ScaffoldTask task, ListedRepository repository, TPart part, CancellationToken cancellationToken) =>
        Task.FromResult(Result<TPart>.Ok(part));

    protected virtual JsonObject OutputOf(TPart part, FoundPart made) => [];

    /// <summary>The outputs of a dry run.</summary>
    protected virtual JsonObject ExampleOf(TPart part) => ActionSchemas.ExampleOf(OutputSchema);

    private (Result<RepositoryName> Target, Result<TPart> Part) Read(ScaffoldTask task, ActionCall call) =>
        (steps.Target(task, call), PartOf(task, call));

    private async Task<ActionTurn> LookAsync(
        ScaffoldTask task, ActionCall call, RepositoryName name, TPart wanted, CancellationToken cancellationToken)
    {
        var repository = await steps.FindAsync(name, cancellationToken);
        if (!repository.IsOk)
        {
            return steps.NotFound(call, repository.Problems);
        }

        var part = await CompleteAsync(task, repository.Value, wanted, cancellationToken);
        var there = part.IsOk
            ? await parts.FindAsync(name, part.Value, cancellationToken)
            : Result<PartSearch>.Failed(part.Problems);
        if (!there.IsOk)
        {
            return ActionTurn.Failed(there.Problems);
        }

        var found = there.Value.Found;
        return found?.Likeness switch
        {
            null => Go().WithUndo(new Made(name, MadePart.Before(part.Value!))),
            PartLikeness.Ours => Go().WithUndo(new Made(name, MadePart.Before(part.Value!) with { Id = found.Id })),
            PartLikeness.Same => ActionTurn.Done(OutputOf(part.Value!, found)).Saying($"{name} has {part.Value!.Title} already"),
            // Its own repository goes as a whole, so there is nothing to take back.
            _ when MayReplaceOwn && await steps.IsOfTaskAsync(task, repository.Value, cancellationToken) => Go(),
            _ => ActionTurn.Failed(Taken(name, part.Value!)),
        };

        ActionTurn Go() => ActionTurn.Next(Make, new Looked(steps.Now, repository.Value));
    }

    private async Task<ActionTurn> MakeAsync(
        ScaffoldTask task, ActionCall call, RepositoryName name, TPart wanted, CancellationToken cancellationToken)
    {
        var looked = call.StateAs<Looked>();
        var part = await CompleteAsync(task, looked.Repository, wanted, cancellationToken);
        var there = part.IsOk
            ? await FindAsync(name, part.Value, isInDoubt: steps.Now - looked.At > InDoubtAfter, cancellationToken)
            : Result<PartSearch>.Failed(part.Problems);
        if (there.Value?.Found is { Likeness: PartLikeness.Different } && !MayReplaceOwn)
        {
            // Somebody was faster, in the moment between two turns.
            return ActionTurn.Failed(Taken(name, part.Value!));
        }

        var made = there.IsOk
            ? await parts.MakeAsync(name, part.Value!, there.Value.Found, cancellationToken)
            : Result<FoundPart>.Failed(there.Problems);
        return made.IsOk
            ? ActionTurn.Done(OutputOf(part.Value!, made.Value))
                .WithUndo(new Made(name, MadePart.Before(part.Value!) with { Id = made.Value.Id }))
                .Saying($"Made {part.Value!.Title} in {name}")
            : ActionTurn.Failed(made.Problems);
    }

    /// <summary>What a turn has made that died may take a moment until it is listed.</summary>
    private async Task<Result<PartSearch>> FindAsync(
        RepositoryName name, TPart part, bool isInDoubt, CancellationToken cancellationToken)
    {
        const int Looks = 3;
        for (var look = 1; ; look++)
        {
            var there = await parts.FindAsync(name, part, cancellationToken);
            if (!isInDoubt || !there.IsOk || there.Value.Found is not null || look == Looks)
            {
                return there;
            }

            await steps.PauseAsync(cancellationToken);
        }
    }

    private Problem Taken(RepositoryName name, TPart part) => new(
        "already-there",
        $"{name} has {part.Title} already, and this task has not made it: it was left as it is.",
        Field: null,
        Expected: "a repository without it, or with one that is just the same");

    private sealed record Made(RepositoryName Repository, MadePart Part);

    /// <param name="At">When there was none.</param>
    private sealed record Looked(DateTimeOffset At, ListedRepository Repository);
}

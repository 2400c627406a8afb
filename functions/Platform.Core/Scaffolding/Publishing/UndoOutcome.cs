namespace Platform.Core.Scaffolding.Publishing;

/// <summary>What became of a repository that a failed task had made.</summary>
/// <param name="Reason">A sentence for the requester: why it was not deleted, and what to do about it.</param>
public sealed record UndoOutcome(UndoResult Result, string Reason)
{
    public static UndoOutcome Deleted { get; } = new(UndoResult.Deleted, "The repository was deleted: nobody had touched it.");

    public static UndoOutcome NothingThere { get; } = new(UndoResult.NothingThere, "There was no repository to remove.");

    public static UndoOutcome Archived(string reason) => new(UndoResult.Archived, reason);

    public static UndoOutcome LeftAlone(string reason) => new(UndoResult.LeftAlone, reason);
}

public enum UndoResult
{
    NothingThere,
    Deleted,
    Archived,
    LeftAlone,
}

/// <summary>What the task's journal knows when it wants its repository gone.</summary>
/// <param name="Handle">Null when creating ended without an answer; then nothing is deleted, at most archived.</param>
/// <param name="CommitSha">The task's commit, if it got that far.</param>
public sealed record UndoRequest(string TaskId, RepositoryName Repository, RepositoryHandle? Handle, string? CommitSha);

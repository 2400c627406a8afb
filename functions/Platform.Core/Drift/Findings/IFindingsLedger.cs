using Platform.Core.Drift.Rules;

namespace Platform.Core.Drift.Findings;

/// <param name="Unchanged">Subjects of which nothing was written.</param>
/// <param name="Written">Rows, one per subject that changed.</param>
public sealed record LedgerOutcome(
    int Opened, int Reopened, int Worsened, int Changed, int Fixed, int Unchanged, int Written)
{
    public static LedgerOutcome None { get; } = new(0, 0, 0, 0, 0, 0, 0);

    public static LedgerOutcome operator +(LedgerOutcome one, LedgerOutcome other) => new(
        one.Opened + other.Opened, one.Reopened + other.Reopened, one.Worsened + other.Worsened, one.Changed + other.Changed,
        one.Fixed + other.Fixed, one.Unchanged + other.Unchanged, one.Written + other.Written);
}

/// <summary>Remembers what is wrong with what, since when, and what was wrong once.</summary>
public interface IFindingsLedger
{
    /// <summary>
    /// Takes down what the rules say. A failure opens a finding or keeps it, a pass fixes it, "unknown" changes nothing. Doing it
    /// again changes nothing, and neither does what is older than what is known already.
    /// </summary>
    /// <param name="results">All results of a subject stand in one call: a rule that says nothing of it any more does not apply
    /// to it. Subjects that are not in it are not touched.</param>
    Task<LedgerOutcome> ApplyAsync(
        string sweep, IReadOnlyList<RuleResult> results, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Fixes all findings of subjects that are there no more.</summary>
    /// <param name="reason">One sentence, shown in the history.</param>
    Task<LedgerOutcome> RetireAsync(
        string sweep, IReadOnlyCollection<string> subjectKeys, string reason, DateTimeOffset at,
        CancellationToken cancellationToken);
}

/// <summary>Reads what the ledger keeps.</summary>
public interface IFindings
{
    /// <summary>In the order of their rows, so that a reader can go on where it was.</summary>
    /// <param name="from">A row, which is the first to be read; null for all.</param>
    IAsyncEnumerable<SubjectRecord> SubjectsAsync(string? from, CancellationToken cancellationToken);

    Task<SubjectRecord?> FindAsync(string subjectKey, CancellationToken cancellationToken);

    /// <summary>A finding by its id, whatever its state; exemptions are not looked at.</summary>
    Task<Finding?> FindFindingAsync(string id, CancellationToken cancellationToken);
}

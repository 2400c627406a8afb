namespace Platform.Core.Drift.Sweeps;

/// <summary>What a sweep is for. Nothing is named: everything.</summary>
/// <param name="Organization">Whose repositories.</param>
/// <param name="Repository"><c>owner/name</c>: this one, with all that costs calls looked at now.</param>
/// <param name="Team">Canonical reference: what this team owns.</param>
public sealed record DriftScope(string? Organization = null, string? Repository = null, string? Team = null)
{
    public bool IsWhole => this is { Organization: null, Repository: null, Team: null };

    public override string ToString() => Repository ?? Team ?? Organization ?? "everything";
}

/// <param name="Slow">Look at what no listing shows, too: the oldest first, within this many calls; 0: not at all.</param>
public sealed record DriftOrder(string Organization, DriftScope Scope, int Slow);

/// <summary>What a listing came to. It stands in the orchestration's history, so repositories are numbers here.</summary>
/// <param name="At">When listing began.</param>
/// <param name="Complete">False when a page failed, or when so much was missing that it is not believed.</param>
/// <param name="Look">Those whose content may have changed.</param>
/// <param name="Slow">Those whose slow facts are looked at.</param>
/// <param name="Absent">Known before and not listed now; what is gone for certain is not counted.</param>
public sealed record DriftPlan(
    string Organization,
    DateTimeOffset At,
    bool Complete,
    string? Reason,
    TimeSpan? RetryAfter,
    int Repositories,
    IReadOnlyList<long> Look,
    IReadOnlyList<long> Slow,
    IReadOnlyList<long> Absent,
    int Gone,
    int RowsWritten);

/// <param name="Slow">Whether these are looked at for what no listing shows.</param>
public sealed record DriftLookOrder(string Organization, IReadOnlyList<long> Repositories, bool Slow);

/// <summary>What became of some repositories of a sweep.</summary>
/// <param name="Rest">Not looked at, because the host asks to wait.</param>
public sealed record DriftChunk(
    int Looked, int Changed, int Failed, IReadOnlyList<DriftFailure> Failures, IReadOnlyList<long> Rest,
    TimeSpan? RetryAfter = null)
{
    private const int Kept = 50;

    public static DriftChunk Empty { get; } = new(0, 0, 0, [], []);

    /// <summary>Both together, without what is still to be done.</summary>
    public DriftChunk Plus(DriftChunk other) => new(
        Looked + other.Looked, Changed + other.Changed, Failed + other.Failed,
        [.. Failures.Concat(other.Failures).Take(Kept)], []);
}

/// <summary>A repository of which is known what was known before, and why.</summary>
public sealed record DriftFailure(string Repository, string Reason)
{
    private const int Longest = 300;

    public static DriftFailure Of(object repository, string reason) =>
        new($"{repository}", reason.Length > Longest ? reason[..Longest] : reason);
}

/// <summary>The end of an organisation's part.</summary>
public sealed record DriftClose(DriftPlan Plan, DriftChunk Total);

/// <param name="At">When the sweep began; the same for every attempt.</param>
public sealed record JudgingOrder(
    string Sweep, DateTimeOffset At, DriftScope Scope, IReadOnlyList<string> Organizations, JudgingPart Part);

/// <summary>What is judged together: repositories between two numbers, or a share of what stands in none of them.</summary>
/// <param name="To">Included.</param>
/// <param name="Others">How many shares there are of what stands in no repository; 0 for a part of repositories.</param>
/// <param name="Share">Which of them.</param>
public sealed record JudgingPart(long From, long To, int Others = 0, int Share = 0);

/// <summary>What came of judging.</summary>
public sealed record JudgingResult(
    int Subjects, int Results, int Failed, int Unknown, int Opened, int Reopened, int Worsened, int Fixed, int RowsWritten)
{
    public static JudgingResult None { get; } = new(0, 0, 0, 0, 0, 0, 0, 0, 0);

    public JudgingResult Plus(JudgingResult other) => new(
        Subjects + other.Subjects, Results + other.Results, Failed + other.Failed, Unknown + other.Unknown,
        Opened + other.Opened, Reopened + other.Reopened, Worsened + other.Worsened, Fixed + other.Fixed,
        RowsWritten + other.RowsWritten);
}

/// <summary>What a sweep came to.</summary>
/// <param name="Reports">One for each organisation.</param>
public sealed record DriftSweepResult(
    string Id,
    string Trigger,
    string Scope,
    DateTimeOffset StartedAt,
    DateTimeOffset EndedAt,
    IReadOnlyList<DriftReport> Reports,
    JudgingResult Judged);

public sealed record DriftReport(
    string Organization,
    bool Complete,
    string? Reason,
    int Repositories,
    int Absent,
    int Gone,
    int RowsWritten,
    DriftChunk Content,
    DriftChunk Slow);

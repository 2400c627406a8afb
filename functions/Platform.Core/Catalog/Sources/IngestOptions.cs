namespace Platform.Core.Catalog.Sources;

/// <param name="At">When the readings became true: what is older than what the catalog knows changes nothing.</param>
/// <param name="Cause">One of <see cref="IngestCause"/>; shown in the audit log.</param>
/// <param name="Origin">What the sources belong to: <c>github:&lt;organisation&gt;</c> or <c>location:&lt;id&gt;</c>.</param>
/// <param name="DryRun">Nothing is written; the report says what would be.</param>
public sealed record IngestOptions(DateTimeOffset At, string Cause, string? Origin = null, bool DryRun = false)
{
    /// <value>Who asked, for the audit log; the cause when nobody did.</value>
    public string? By { get; init; }

    /// <value>The message, delivery or commit that was the reason, for the audit log.</value>
    public string? Reason { get; init; }

    /// <value>Somebody wants the removals, however many.</value>
    public bool IsConfirmed { get; init; }
}

public static class IngestCause
{
    public const string Push = "push";
    public const string Queue = "queue";
    public const string Location = "location";
    public const string Refresh = "refresh";
    public const string Sweep = "sweep";

    /// <summary>A sweep of a directory of people.</summary>
    public const string People = "people";
    public const string Removal = "removal";

    /// <summary>Copies from another catalog.</summary>
    public const string Import = "import";
}

namespace Platform.Core.Drift.Collection;

/// <summary>How repositories are looked at.</summary>
public sealed record CollectionLimits
{
    /// <value>Repositories that one activity looks at: a repeated one repeats little.</value>
    public int ChunkSize { get; init; } = 40;

    /// <value>Repositories that one activity judges: a page of rows.</value>
    public int JudgedTogether { get; init; } = 500;

    /// <value>Activities at a time.</value>
    public int Chunks { get; init; } = 3;

    /// <value>Calls to the host at a time, in each activity.</value>
    public int Calls { get; init; } = 8;

    /// <value>From so many files on, an archive is one call instead of one for each.</value>
    public int ArchiveFrom { get; init; } = 3;

    public long ArchiveKilobytes { get; init; } = 2048;

    /// <value>Hosts tell of pushes in whole seconds and by their own clock: who looks so soon after one looks again.</value>
    public TimeSpan PushMargin { get; init; } = TimeSpan.FromSeconds(30);

    /// <value>Of the shares of commits.</value>
    public TimeSpan CommitSpan { get; init; } = TimeSpan.FromDays(90);

    /// <value>A listing that lacks more than this share of what is known is not believed at once, however complete.</value>
    public double MostGone { get; init; } = 0.2;

    /// <value>So few may go at once, whatever share they are.</value>
    public int AlwaysGone { get; init; } = 5;

    public TimeSpan ShortestWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <value>For the host's limits inside a sweep; then the rest is left to the next one.</value>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromHours(1);

    /// <value>Calls that the slow facts of one repository take, as a rule.</value>
    public const int SlowCallsEach = 6;
}

namespace Platform.Core.Catalog.Discovery;

/// <summary>How discovery looks at repositories.</summary>
public sealed record DiscoveryLimits
{
    /// <value>Repositories that one activity looks at: few enough that a repeated one repeats little, many enough for their
    /// entities to share the writes.</value>
    public int ChunkSize { get; init; } = 40;

    /// <value>Chunks at a time. GitHub allows 100 calls at a time to everybody together.</value>
    public int Chunks { get; init; } = 3;

    /// <value>Calls to the host at a time, in each chunk.</value>
    public int Calls { get; init; } = 8;

    /// <value>The first look at a repository up to this size is at its archive: all of its descriptors in one call.</value>
    public long ArchiveKilobytes { get; init; } = 2048;

    /// <value>
    /// Hosts tell of pushes in whole seconds and by their own clock. Who looks so soon after one may have looked just before
    /// another in the same second, so the next sweep looks again.
    /// </value>
    public TimeSpan PushMargin { get; init; } = TimeSpan.FromSeconds(30);

    /// <value>How long a replica of the host may lag behind: after that its second answer counts.</value>
    public TimeSpan ReplicaLag { get; init; } = TimeSpan.FromSeconds(2);

    /// <value>Before a listing that broke off is tried again.</value>
    public TimeSpan ShortestWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <value>Longest wait for the host's limits inside a sweep; then the rest is left to the next one.</value>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromHours(1);
}

using Platform.Core.Catalog.Discovery.Sweeps;

namespace Platform.Functions.Catalog.Discovery;

/// <summary>What a sweep was started with; a changed setting concerns the next one.</summary>
/// <param name="Trigger"><c>timer</c>, or who asked.</param>
/// <param name="ChunkSize">Repositories that one activity looks at.</param>
/// <param name="Chunks">Activities at a time.</param>
/// <param name="ShortestWait">Before a listing is tried again, or what the host would not answer.</param>
/// <param name="LongestWait">For the host's limits, all in all.</param>
public sealed record SweepInput(
    string Trigger, IReadOnlyList<SweepScope> Scopes, int ChunkSize, int Chunks, TimeSpan ShortestWait, TimeSpan LongestWait);

/// <summary>The custom status of a sweep's instance.</summary>
/// <param name="Phase"><c>listing</c>, <c>looking</c>, <c>waiting</c>, <c>concluding</c> or <c>done</c>.</param>
/// <param name="Scope">The organisation or repository that it is at.</param>
/// <param name="Repositories">How many there are.</param>
/// <param name="ToLook">How many of them may have changed.</param>
/// <param name="Looked">How many of those are done.</param>
public sealed record SweepStatus(
    string Phase, string? Scope, int Repositories, int ToLook, int Looked, int Stored, int Removed, int Failed);

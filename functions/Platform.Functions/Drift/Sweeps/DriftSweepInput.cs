using Platform.Core.Drift.Findings;
using Platform.Core.Drift.Sweeps;

namespace Platform.Functions.Drift.Sweeps;

/// <summary>What a sweep was started with; a changed setting concerns the next one.</summary>
/// <param name="Trigger"><c>timer</c>, or who asked.</param>
/// <param name="Slow">Calls for what no listing shows, of each organisation.</param>
/// <param name="ChunkSize">Repositories that one activity looks at.</param>
/// <param name="Chunks">Activities at a time.</param>
/// <param name="LongestWait">For the host's limits, all in all.</param>
public sealed record DriftSweepInput(
    string Trigger,
    DriftScope Scope,
    IReadOnlyList<string> Organizations,
    int Slow,
    int ChunkSize,
    int Chunks,
    TimeSpan ShortestWait,
    TimeSpan LongestWait);

/// <summary>The custom status of a sweep's instance.</summary>
/// <param name="Phase"><c>listing</c>, <c>content</c>, <c>slow</c>, <c>waiting</c>, <c>judging</c>, <c>telling</c> or
/// <c>done</c>.</param>
/// <param name="Of">How much there is to do in the phase.</param>
public sealed record DriftSweepStatus(string Phase, string? Organization, int Repositories, int Done, int Of, int Failed);

/// <param name="Organizations">That the sweep was for.</param>
public sealed record DriftTelling(DriftSweepEnd End, IReadOnlyList<string> Organizations);

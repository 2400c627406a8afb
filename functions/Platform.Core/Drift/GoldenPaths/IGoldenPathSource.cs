using Platform.Core.Primitives;

namespace Platform.Core.Drift.GoldenPaths;

public interface IGoldenPathSource
{
    /// <summary>As it is now; while the newest text is wrong or can't be read, the last one that was right.</summary>
    Task<GoldenPath> CurrentAsync(CancellationToken cancellationToken);

    /// <summary>What is wrong with the newest text; empty when it is the one that counts.</summary>
    Task<IReadOnlyList<Problem>> ProblemsAsync(CancellationToken cancellationToken);
}

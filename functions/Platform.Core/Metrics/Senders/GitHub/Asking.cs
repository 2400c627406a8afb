using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Metrics.Senders.GitHub;

/// <summary>An answer of the API, or why there is none yet; neither when there will never be one.</summary>
internal sealed record Asking(IReadOnlyList<HistoryCommit>? Commits, string? Missing)
{
    public static Asking Nothing { get; } = new(null, null);

    /// <summary>A question whose failure must not cost what the payload itself says.</summary>
    public static async Task<Asking> TryAsync(Func<Task<Result<IReadOnlyList<HistoryCommit>>>> ask)
    {
        try
        {
            var answer = await ask();
            return answer.IsOk ? new(answer.Value, null) : Nothing;
        }
        catch (TransientSourceControlException passing)
        {
            return new(null, $"GitHub could not be asked for the commits: {passing.Message}");
        }
    }
}

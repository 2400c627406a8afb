using Platform.Core.Health;
using Platform.Functions.Hosting;

namespace Platform.Functions.Health;

/// <summary>An instance whose orchestrator a deployment took away never goes on, and nothing else says so.</summary>
internal static class InFlightOrchestrations
{
    /// <param name="names">The orchestrator of each instance in flight.</param>
    /// <param name="more">Whether there are more than were looked at.</param>
    public static Finding Judge(IEnumerable<string> names, bool more)
    {
        var all = names.ToList();
        var subject = all.Count == 1 ? "orchestration is" : "orchestrations are";
        var count = $"{(more ? "At least " : string.Empty)}{all.Count} {subject} in flight";
        var orphans = all
            .Where(name => !AppFunctions.Orchestrators.Contains(name))
            .GroupBy(name => name)
            .Select(group => $"{group.Key} ({group.Count()})")
            .ToList();
        return orphans.Count == 0
            ? Finding.Fine($"{count}.")
            : Finding.Failed(
                $"{count}, and this build has no {string.Join(", ", orphans)}.",
                "Deploy a build that still has these orchestrators beside the new ones, or terminate their instances.");
    }
}

using Platform.TestKit.Forge;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.GitHub.Publishing;

/// <summary>How the matrices cover all calls with few publications.</summary>
internal static class FaultRuns
{
    // They mostly wait: for the repository to be readable, and for calls that take too long.
    public static readonly ParallelOptions ManyAtOnce = new() { MaxDegreeOfParallelism = 16 };

    /// <summary>The calls of a group are far apart, so that each fault is a trouble of its own.</summary>
    public static Task InGroupsAsync(List<ForgeCall> calls, int groups, Func<IReadOnlyList<ForgeCall>, Task> check) =>
        Parallel.ForAsync(0, Math.Min(groups, calls.Count), ManyAtOnce, async (index, _) =>
            await check([.. calls.Where((_, position) => position % groups == index)]));

    /// <summary>Impatient where the fault is that an answer takes for ever.</summary>
    public static async Task<PublishDriver> DriverAsync(ForgeFixture forge, ForgeJournal journal, ForgeFault? fault = null) =>
        new(forge, await journal.NewOrganizationAsync(), callTimeoutSeconds: fault?.IsSlow == true ? 2 : 30);
}

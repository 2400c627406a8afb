using System.Net;
using System.Net.Http.Json;
using Platform.Conformance.Target;

namespace Platform.Conformance.Drift;

/// <summary>The check on pull requests, and the ruleset that requires it.</summary>
[Covers("DriftEnforcementGet", "DriftEnforcementPut", "DriftChecks", "DriftChecksPoison")]
public sealed class EnforcementTests(PlatformUnderTest platform)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_reach_counts_repositories_and_says_for_how_many_nobody_knows()
    {
        using var source = platform.SourceControl();
        using var answer = await platform.Client.GetAsync($"drift/enforcement/{source.Organization}", Cancel);

        var reach = await answer.JsonAsync();
        Assert.True((int)reach["required"]! + (int)reach["unknown"]! <= (int)reach["repositories"]!);
    }

    [Fact]
    public async Task A_mode_that_is_none_is_refused_with_those_there_are()
    {
        using var source = platform.SourceControl();
        using var answer = await platform.Client.PutAsJsonAsync(
            $"drift/enforcement/{source.Organization}", new { mode = "strict" }, Cancel);

        await answer.ProblemAsync(HttpStatusCode.BadRequest, "field-format");
    }
}

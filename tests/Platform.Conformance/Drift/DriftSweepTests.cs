using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.Conformance.Target;

namespace Platform.Conformance.Drift;

/// <summary>What is declared is compared with what is there.</summary>
[Covers("DriftSweepStart", "DriftSweepGet", "DriftSweep_v1")]
public sealed class DriftSweepTests(PlatformUnderTest platform)
{
    private readonly string _name = $"d{Guid.NewGuid():N}"[..12];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_repository_is_compared_and_the_sweep_says_what_it_came_to()
    {
        using var source = platform.SourceControl();
        await source.CreateAsync(_name, "Compared", Cancel);

        var id = await Eventually.FindAsync(
            async () =>
            {
                using var started = await platform.Client.PostAsJsonAsync(
                    "drift/sweeps", new { repository = $"{source.Organization}/{_name}" }, Cancel);
                // Another one may be under way: there is one at a time.
                return started.StatusCode == HttpStatusCode.Conflict
                    ? null
                    : (string)(await started.JsonAsync(HttpStatusCode.Accepted))["id"]!;
            },
            "a sweep has begun");
        var ended = await Eventually.FindAsync(
            async () =>
            {
                using var answer = await platform.Client.GetAsync($"drift/sweeps/{id}", Cancel);
                return await answer.JsonAsync() is JsonNode found && (string)found["status"]! == "completed" ? found : null;
            },
            $"sweep {id} has ended");

        var report = ended["reports"]![0]!;
        Assert.Equal((true, 1), ((bool)report["complete"]!, (int)report["repositories"]!));
        Assert.True((int)ended["judged"]!["results"]! > 0);
    }

    [Fact]
    public async Task A_sweep_that_nobody_started_is_not_found()
    {
        using var answer = await platform.Client.GetAsync($"drift/sweeps/{_name}", Cancel);

        await answer.ProblemAsync(HttpStatusCode.NotFound, "sweep-not-found");
    }

    [Fact]
    public async Task What_is_neither_repository_nor_team_nor_organisation_is_refused()
    {
        using var answer = await platform.Client.PostAsJsonAsync("drift/sweeps", new { everything = true }, Cancel);

        await answer.ProblemAsync(HttpStatusCode.BadRequest, "field-unknown");
    }
}

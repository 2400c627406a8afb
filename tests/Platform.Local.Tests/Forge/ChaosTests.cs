using Platform.TestKit.Forge;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Forge;

public sealed class ChaosTests(ForgeDriver forge) : IClassFixture<ForgeDriver>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_seed_draws_the_same_faults_and_another_seed_others()
    {
        var first = await DrawAsync(seed: 7, rate: 0.3);

        Assert.Equal(first, await DrawAsync(seed: 7, rate: 0.3));
        Assert.NotEqual(first, await DrawAsync(seed: 8, rate: 0.3));
        Assert.InRange(first.Count(fault => fault.Length > 0), 1, 40);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 60)]
    public async Task The_rate_says_how_many_requests_meet_a_fault(double rate, int faults) =>
        Assert.Equal(faults, (await DrawAsync(seed: 1, rate)).Count(fault => fault.Length > 0));

    [Fact]
    public async Task Only_the_named_faults_meet_only_the_named_routes()
    {
        var organization = forge.NewOrganization();
        await StartAsync(
            new
            {
                org = organization,
                seed = 1,
                rate = 1,
                faults = new object[] { new { fault = "server-error", status = 503 } },
                routes = new[] { "PUT /repos/{owner}/{repo}/topics" },
            });

        var repository = await forge.NewRepositoryAsync(organization);

        Assert.Equal(503, (await forge.SendAsync("PUT", $"{repository}/topics", new { names = new[] { "a" } })).Status);
        Assert.Equal(200, (await forge.GetAsync($"{repository}/topics")).Status);
        var chaos = Assert.Single((await forge.MustAsync("GET", $"_forge/chaos?org={organization}")).AsArray())!;
        Assert.Equal((1, 1), ((int)chaos["requests"]!, (int)chaos["faulted"]!));
        await forge.MustAsync("DELETE", $"_forge/chaos?org={organization}");
        await forge.MustAsync("PUT", $"{repository}/topics", new { names = new[] { "a" } });
    }

    [Fact]
    public async Task Webhooks_meet_chaos_too()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var repository = await forge.NewRepositoryAsync();
        var organization = repository.Split('/')[1];
        await StartAsync(new { org = organization, seed = 1, rate = 1, faults = new[] { "lost-webhook" } });
        await forge.MustAsync("POST", $"{repository}/hooks", new { config = new { url = receiver.Url, content_type = "json" } });

        await forge.PushFilesAsync(repository, new() { ["a"] = "1" });
        await forge.MustAsync("DELETE", $"_forge/chaos?org={organization}");
        await forge.PushFilesAsync(repository, new() { ["a"] = "2" }, "Second");

        await Eventually.HoldsAsync(() => receiver.Of("push").Count == 1, Cancellation);
        Assert.Equal("Second", receiver.Of("push")[0].Payload["head_commit"]!["message"]!.ToString());
    }

    [Theory]
    [InlineData("""{"org":"x","seed":1}""")]
    [InlineData("""{"org":"x","seed":1,"rate":2}""")]
    [InlineData("""{"org":"x","seed":1,"rate":0.1,"faults":["unheard-of"]}""")]
    public async Task Chaos_that_is_not_well_described_is_refused(string body)
    {
        using var answer = await forge.Api.PostAsync("_forge/chaos", new StringContent(body), Cancellation);

        Assert.Equal(422, (int)answer.StatusCode);
    }

    /// <summary>What 60 requests meet, one after the other.</summary>
    private async Task<IReadOnlyList<string>> DrawAsync(int seed, double rate)
    {
        var repository = await forge.NewRepositoryAsync();
        var organization = repository.Split('/')[1];
        string[] faults = ["not-found", "server-error", "too-many-requests"];
        await StartAsync(new { org = organization, seed, rate, faults });
        var answers = new List<string>();
        for (var i = 0; i < 60; i++)
        {
            var answer = await forge.GetAsync(repository);
            answers.Add(answer.Headers.TryGetValues("X-Forge-Fault", out var fault) ? fault.Single() : "");
        }

        return answers;
    }

    private async Task StartAsync(object plan) => await forge.MustAsync("POST", "_forge/chaos", plan);
}

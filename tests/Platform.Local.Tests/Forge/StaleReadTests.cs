using System.Text;
using Platform.TestKit.Forge;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Forge;

/// <summary>Every read can come from a replica that lags behind the writes.</summary>
public sealed class StaleReadTests(ForgeDriver forge) : IClassFixture<ForgeDriver>
{
    private delegate object BodyOf(string value);

    private static readonly Dictionary<string, (string Method, string Write, BodyOf Body, string Read)> Writes = new()
    {
        ["repository"] = ("PATCH", "", value => new { description = value }, ""),
        ["topics"] = ("PUT", "/topics", value => new { names = new[] { value } }, "/topics"),
        ["hooks"] = (
            "POST", "/hooks", value => new { config = new { url = $"http://127.0.0.1:9/{value}" } }, "/hooks?per_page=100"),
        ["variables"] = (
            "POST", "/actions/variables", value => new { name = $"NAME_{value}", value }, "/actions/variables?per_page=100"),
        ["environments"] = ("PUT", "/environments/VALUE", _ => new { }, "/environments?per_page=100"),
        ["properties"] = (
            "PATCH",
            "/properties/values",
            value => new { properties = new[] { new { property_name = "tier", value } } },
            "/properties/values"),
        ["rulesets"] = (
            "POST",
            "/rulesets",
            value => new { name = value, target = "branch", enforcement = "active" },
            "/rulesets?per_page=100"),
        ["branches"] = ("PUT", "/contents/docs/VALUE", File, "/commits"),
        ["contents"] = ("PUT", "/contents/docs/VALUE", File, "/contents/docs"),
        ["runs"] = ("PUT", "/contents/docs/VALUE", File, "/actions/runs?per_page=100"),
    };

    public static TheoryData<string> Kinds => [.. Writes.Keys];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_read_after_a_write_can_show_what_was_there_before(string kind)
    {
        var (method, write, body, read) = Writes[kind];
        var repository = await NewRepositoryAsync();
        var wrote = "";
        ForgeAnswer? stale = null;
        await forge.MustAsync("PUT", $"{repository}/contents/.github/workflows/ci.yml", Content("CI", Workflows.Green));
        await OrderAsync(repository, times: 100_000, delayMilliseconds: 1000);

        // Whether a read comes within a second of its write is up to the machine.
        for (var i = 1; stale is not { Status: 200 }; i++)
        {
            Assert.True(i < 200, "No read was stale.");
            wrote = $"v{i}x";
            await forge.MustAsync(method, repository + write.Replace("VALUE", wrote, StringComparison.Ordinal), body(wrote));
            var answer = await forge.GetAsync(repository + read);
            stale = answer.Headers.Contains("X-Forge-Fault") ? answer : null;
            Assert.True(stale?.Text.Contains(wrote, StringComparison.Ordinal) != true, stale?.Text);
            await Task.Delay(100, Cancellation);
        }

        await forge.MustAsync("DELETE", $"_forge/faults?org={repository.Split('/')[1]}");
        await Eventually.HoldsAsync(
            async () => (await forge.GetAsync(repository + read)).Text.Contains(wrote, StringComparison.Ordinal),
            Cancellation);
    }

    [Fact]
    public async Task A_new_repository_is_not_there_yet_and_a_deleted_one_is_there_still()
    {
        var repository = await NewRepositoryAsync();
        await OrderAsync(repository, times: 1, delayMilliseconds: 100_000);
        Assert.Equal(404, (await forge.GetAsync(repository)).Status);
        Assert.Equal(200, (await forge.GetAsync(repository)).Status);

        // It was there for two seconds; a lag that is longer than its absence and not much longer finds it.
        await Task.Delay(2000, Cancellation);
        await forge.MustAsync("DELETE", repository);
        var seen = new List<int>();
        for (var lag = 500; !seen.Contains(200) && lag < 60_000; lag += 500)
        {
            await forge.MustAsync("DELETE", $"_forge/faults?org={repository.Split('/')[1]}");
            await OrderAsync(repository, times: 1, lag);
            seen.Add((await forge.GetAsync(repository)).Status);
        }

        Assert.Contains(200, seen);
        Assert.Equal(404, (await forge.GetAsync($"{repository}/commits")).Status);
    }

    [Fact]
    public async Task A_read_that_has_nothing_to_miss_is_not_faulty_and_uses_nothing_up()
    {
        var repository = await NewRepositoryAsync();
        await OrderAsync(repository, times: 1, delayMilliseconds: 0);

        Assert.False((await forge.GetAsync(repository)).Headers.Contains("X-Forge-Fault"));

        var organization = repository.Split('/')[1];
        var rule = Assert.Single((await forge.MustAsync("GET", $"_forge/faults?org={organization}")).AsArray());
        Assert.Equal(1, (int)rule!["left"]!);
        var journal = (await forge.MustAsync("GET", $"_forge/requests?org={organization}")).AsArray();
        Assert.DoesNotContain(journal, request => request!["fault"] is not null);
    }

    private static object File(string value) => Content(value, "text");

    private static object Content(string message, string text) =>
        new { message, content = Convert.ToBase64String(Encoding.UTF8.GetBytes(text)) };

    private async Task<string> NewRepositoryAsync()
    {
        var repository = await forge.NewRepositoryAsync();
        await forge.MustAsync(
            "PATCH",
            $"orgs/{repository.Split('/')[1]}/properties/schema",
            new { properties = new[] { new { property_name = "tier", value_type = "string" } } });
        return repository;
    }

    private async Task OrderAsync(string repository, int times, int delayMilliseconds) =>
        await forge.MustAsync(
            "POST",
            "_forge/faults",
            new
            {
                org = repository.Split('/')[1],
                fault = "stale",
                method = "GET",
                times,
                delayMilliseconds,
            });
}

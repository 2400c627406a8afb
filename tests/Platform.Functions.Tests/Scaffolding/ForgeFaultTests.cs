using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Functions.Tests.Scaffolding;

/// <summary>GitHub lets its callers down in known ways; none of them, at no call, may leave a scaffold half made.</summary>
public sealed class ForgeFaultTests : IClassFixture<ScaffoldFixture>
{
    private static readonly ParallelOptions AFewAtOnce = new()
    {
        MaxDegreeOfParallelism = 10,
        CancellationToken = TestContext.Current.CancellationToken,
    };

    private readonly ScaffoldFixture _fixture;

    public ForgeFaultTests(ScaffoldFixture fixture)
    {
        _fixture = fixture;
        // The catalog meets the faults too; its queue tries again.
        fixture.Host.Expect("'CatalogIngest' failed on message");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("notFound")]
    [InlineData("emptyRepository")]
    [InlineData("secondaryLimit")]
    [InlineData("rateLimited")]
    [InlineData("tooManyRequests")]
    [InlineData("serverError")]
    [InlineData("dropBefore")]
    [InlineData("dropAfter")]
    public async Task A_scaffold_recovers_from_a_fault_at_any_of_its_calls(string fault)
    {
        var violations = new ConcurrentBag<string>();

        await Parallel.ForEachAsync(await CallsOfAScaffoldAsync(), AFewAtOnce, async (call, _) =>
        {
            var name = _fixture.NewName();
            await ArmAsync(fault, name, call.Method, call.Route);
            var events = await RunAsync(name);
            foreach (var violation in await JudgeAsync(name, events))
            {
                violations.Add($"{fault} at {call.Method} {call.Route}: {violation}");
            }
        });

        Assert.Empty(violations);
    }

    [Fact]
    public async Task A_name_that_somebody_takes_at_the_last_moment_fails_the_task_and_is_left_alone()
    {
        var name = _fixture.NewName();
        await ArmAsync("nameTaken", name, "POST", "/orgs/{org}/repos");

        var events = await RunAsync(name);

        Assert.Equal("repository-name-taken", Assert.Single(events[^1].Body.Error!.Problems).Code);
        var theirs = await _fixture.Forge.FindAsync($"repos/{_fixture.Host.Organization}/{name}", Cancel);
        Assert.Equal("Made by somebody else", theirs!["description"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("duplicateWebhook")]
    [InlineData("lateWebhook")]
    public async Task A_webhook_that_comes_twice_or_late_changes_nothing(string fault)
    {
        var name = _fixture.NewName();
        await ArmAsync(fault, name, method: null, route: null);

        var events = await RunAsync(name);

        Assert.Empty(await JudgeAsync(name, events));
    }

    [Fact]
    public async Task A_forge_that_does_not_come_back_fails_the_task_with_the_reason_and_nothing_half_made()
    {
        var name = _fixture.NewName();
        await ArmAsync("notFound", name, "POST", "/repos/{owner}/{repo}/git/trees", times: 1000);
        await ArmAsync("serverError", name, "POST", "/repos/{owner}/{repo}/git/trees", times: 1000);

        var events = await RunAsync(name);

        Assert.NotEmpty(events[^1].Body.Error!.Problems);
        Assert.Null(await _fixture.Forge.FindAsync($"repos/{_fixture.Host.Organization}/{name}", Cancel));
        Assert.False(await _fixture.HasEntityAsync(name, Cancel));
    }

    private async Task<IReadOnlyList<string>> JudgeAsync(string name, IReadOnlyList<TaskEvent> events)
    {
        if (events[^1].Body.Status != StepStatus.Completed)
        {
            return [$"failed: {string.Join(" | ", events.Select(entry => entry.Body.Message))}"];
        }

        var repository = $"repos/{_fixture.Host.Organization}/{name}";
        var commits = (await _fixture.Forge.FindAsync($"{repository}/commits", Cancel))?.AsArray().Count ?? 0;
        var hooks = (await _fixture.Forge.FindAsync($"{repository}/hooks", Cancel))?.AsArray().Count ?? 0;
        List<string> violations = [];
        violations.AddRange(commits == 1 ? [] : [$"{commits} commits"]);
        violations.AddRange(hooks == 1 ? [] : [$"{hooks} hooks"]);
        violations.AddRange(await _fixture.HasEntityAsync(name, Cancel) ? [] : ["no entity"]);
        return violations;
    }

    /// <summary>Every call that a scaffold makes to the forge, found by watching one.</summary>
    private async Task<IReadOnlyList<(string Method, string Route)>> CallsOfAScaffoldAsync()
    {
        var name = _fixture.NewName();
        await RunAsync(name);
        var seen = await _fixture.Forge.FindAsync($"_forge/requests?org={_fixture.Host.Organization}&repo={name}", Cancel);
        var calls = seen!.AsArray()
            .Select(exchange => (exchange!["method"]!.GetValue<string>(), exchange["route"]!.GetValue<string>()))
            .Distinct()
            .Append(("POST", "/orgs/{org}/repos"))
            .ToList();
        Assert.InRange(calls.Count, 10, 40);
        return calls;
    }

    private async Task ArmAsync(string fault, string name, string? method, string? route, int times = 1)
    {
        var order = new JsonObject
        {
            ["fault"] = fault,
            ["org"] = _fixture.Host.Organization,
            ["repo"] = name,
            ["method"] = method,
            ["routePattern"] = route,
            ["times"] = times,
        };
        await _fixture.Forge.PostAsync("_forge/faults", order, Cancel);
    }

    private async Task<IReadOnlyList<TaskEvent>> RunAsync(string name)
    {
        var task = await _fixture.Scaffolder.CreateAsync("plain", _fixture.Values(name), Cancel);
        return await _fixture.Scaffolder.FollowAsync(task, Cancel);
    }
}

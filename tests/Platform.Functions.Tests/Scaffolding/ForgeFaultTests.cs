using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Tasks;
using Platform.TestKit.Forge;
using Platform.TestKit.Scaffolding.Chaos;

namespace Platform.Functions.Tests.Scaffolding;

/// <summary>
/// GitHub lets its callers down in known ways; none of them, at no call, may leave a scaffold half made. One scaffold meets a
/// fault at several of its calls, which are far apart; the forge's journal proves that every call met every kind.
/// </summary>
public sealed class ForgeFaultTests(FaultFixture fixture) : IClassFixture<FaultFixture>
{
    private const int Groups = 3;

    /// <value>Nobody's, or made only when an answer came too late; the publisher's own tests have it.</value>
    private static readonly ForgeCall[] NotOfEveryScaffold =
        [new("PATCH", "/orgs/{org}/properties/schema"), new("GET", "/repos/{owner}/{repo}")];

    /// <value>The catalog's, which hears of the push and reads what it changed; the tests of discovery have them.</value>
    private static readonly ForgeCall[] OfReadingThePush =
    [
        new("GET", "/repos/{owner}/{repo}/compare/{basehead}"), new("GET", "/repos/{owner}/{repo}/tarball/{ref}"),
        .. new[] { "trees", "blobs" }.Select(kind => new ForgeCall("GET", $"/repos/{{owner}}/{{repo}}/git/{kind}/{{sha}}")),
    ];

    private static readonly ParallelOptions ManyAtOnce = new()
    {
        MaxDegreeOfParallelism = 12,
        CancellationToken = TestContext.Current.CancellationToken,
    };

    private static readonly Dictionary<string, string[]> Families = new()
    {
        ["limits"] = ["secondary-limit", "too-many-requests", "rate-limited"],
        ["servers"] = ["server-error", "server-error-after", "error-page"],
        ["connections"] = ["drop-before", "drop-after", "half-body", "truncated-body", "slow-headers", "slow-body"],
        ["late replicas"] = ["not-found", "empty-repository", "conflict", "object-missing"],
    };

    public static TheoryData<string> Kinds => [.. Families.Keys];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_scaffold_recovers_from_a_fault_at_any_of_its_calls(string family)
    {
        var faults = ForgeFault.Passing.Where(fault => Families[family].Contains(fault.Kind)).ToList();
        var (full, runs) = (await CallsOfAsync("full"), await CallsOfAsync("green"));
        Assert.InRange(full.Count, 18, 40);
        var scaffolds = faults.SelectMany(fault =>
        {
            // Each slow call costs its whole patience, one after the other.
            var groups = fault.IsSlow ? 2 * Groups : Groups;
            return Enumerable.Range(0, groups)
                .Select(index => (Template: "full", Fault: fault, Calls: full.Where((_, position) => position % groups == index)))
                .Append((Template: "green", Fault: fault, Calls: runs.Except(full)));
        });
        var violations = new ConcurrentBag<string>();

        await Parallel.ForEachAsync(scaffolds, ManyAtOnce, async (scaffold, _) =>
        {
            var calls = scaffold.Calls.Where(scaffold.Fault.CanMeet).ToList();
            foreach (var violation in calls.Count == 0 ? [] : await EndureAsync(scaffold.Template, scaffold.Fault, calls))
            {
                violations.Add($"{scaffold.Fault} at {string.Join(", ", calls)}: {violation}");
            }
        });

        Assert.True(violations.IsEmpty, string.Join('\n', violations));
    }

    [Fact]
    public void Every_fault_belongs_to_a_family() =>
        Assert.Empty(ForgeFault.Passing.Select(fault => fault.Kind).Except(Families.Values.SelectMany(kinds => kinds)));

    [Fact]
    public async Task A_scaffold_ends_well_while_every_read_lags_behind_every_write()
    {
        var met = 0;
        var violations = new ConcurrentBag<string>();

        await Parallel.ForEachAsync([300, 1500, 4000], ManyAtOnce, async (milliseconds, _) =>
        {
            var rule = new JsonObject
            {
                ["fault"] = "stale",
                ["method"] = "GET",
                ["times"] = 1_000_000,
                ["delayMilliseconds"] = milliseconds,
            };
            var (organization, name) = await OrderAsync([rule]);
            foreach (var violation in await JudgeAsync("green", organization, name))
            {
                violations.Add($"{milliseconds} ms: {violation}");
            }

            Interlocked.Add(ref met, (await JournalAsync(organization)).Count(request => $"{request!["fault"]}" == "stale"));
        });

        Assert.Empty(violations);
        Assert.InRange(met, 1, 1000);
    }

    [Fact]
    public async Task A_webhook_that_comes_twice_late_in_another_order_or_never_changes_nothing()
    {
        var violations = new ConcurrentBag<string>();

        await Parallel.ForEachAsync(ForgeFault.OfWebhooks, ManyAtOnce, async (fault, _) =>
        {
            var rule = fault.Entry();
            rule["times"] = 1_000_000;
            rule["delayMilliseconds"] = 3000;
            var (organization, name) = await OrderAsync([rule]);
            foreach (var violation in await JudgeAsync("green", organization, name))
            {
                violations.Add($"{fault}: {violation}");
            }

            var deliveries = (await fixture.Forge.FindAsync($"_forge/deliveries?org={organization}", Cancel))!.AsArray();
            var met = deliveries
                .Where(delivery => $"{delivery!["fault"]}" == fault.Kind)
                .Select(delivery => $"{delivery!["event"]}");
            Assert.Equal(["push", "workflow_run"], met.Where(name => name is "push" or "workflow_run").Distinct().Order());
        });

        Assert.Empty(violations);
    }

    [Fact]
    public async Task A_name_that_somebody_takes_at_the_last_moment_fails_the_task_and_is_left_alone()
    {
        var (organization, name) = await OrderAsync([new JsonObject { ["fault"] = "name-taken" }]);

        var events = await fixture.RunAsync("plain", name, organization);

        Assert.Equal("repository-name-taken", Assert.Single(events[^1].Body.Error!.Problems).Code);
        var theirs = await fixture.Forge.FindAsync($"repos/{organization}/{name}", Cancel);
        Assert.Equal("Made by somebody else", theirs!["description"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_forge_that_does_not_come_back_fails_the_task_with_the_reason_and_nothing_half_made()
    {
        var trees = new ForgeCall("POST", "/repos/{owner}/{repo}/git/trees");
        var rule = new ForgeFault("server-error", 503).Rule(string.Empty, trees);
        rule["times"] = 1_000_000;
        var (organization, name) = await OrderAsync([rule]);

        var events = await fixture.RunAsync("plain", name, organization);

        Assert.Equal("source-control-unavailable", Assert.Single(events[^1].Body.Error!.Problems).Code);
        Assert.Null(await fixture.Forge.FindAsync($"repos/{organization}/{name}", Cancel));
        Assert.False(await fixture.HasEntityAsync(name, Cancel));
    }

    /// <summary>A quick run of the program <c>scaffold --chaos</c>.</summary>
    [Fact]
    public async Task Scaffolds_end_well_or_not_at_all_through_any_chaos()
    {
        var chaos = new ScaffoldChaos(fixture.Host.Client, fixture.Forge, ["plain", "full", "green", "red"]);

        var results = await Task.WhenAll(Enumerable.Range(1, 3).Select(seed => chaos.RunAsync(seed, rate: 0.15, Cancel)));

        Assert.Empty(results.SelectMany(result => result.Violations));
        Assert.InRange(results.Sum(result => result.Faults), 20, 2000);
        Assert.InRange(results.Sum(result => result.Completed), 6, 9);
    }

    private async Task<IReadOnlyList<string>> EndureAsync(string template, ForgeFault fault, IReadOnlyList<ForgeCall> calls)
    {
        var (organization, name) = await OrderAsync(calls.Select(call => fault.Rule(string.Empty, call)));
        var violations = await JudgeAsync(template, organization, name);
        var met = (await JournalAsync(organization))
            .Where(request => $"{request!["fault"]}" == fault.Kind)
            .Select(request => new ForgeCall($"{request!["method"]}", $"{request["route"]}"));
        return [.. violations, .. calls.Except(met).Select(call => $"{call} never met it")];
    }

    /// <summary>Runs it to its end and judges it without the faults.</summary>
    private async Task<IReadOnlyList<string>> JudgeAsync(string template, string organization, string name)
    {
        var events = await fixture.RunAsync(template, name, organization);
        await fixture.Forge.DeleteAsync($"_forge/faults?org={organization}", Cancel);
        return events[^1].Body.Status == StepStatus.Completed
            ? await fixture.Judge.JudgeAsync(organization, name, events, Cancel)
            : [$"failed: {string.Join(" | ", events.Select(entry => entry.Body.Message))}"];
    }

    /// <summary>In an organisation of its own, so that limits of one scaffold don't hold up another.</summary>
    private async Task<(string Organization, string Name)> OrderAsync(IEnumerable<JsonObject> rules)
    {
        var organization = await fixture.Forge.NewOrganizationAsync(Cancel);
        foreach (var rule in rules)
        {
            rule["org"] = organization;
            await fixture.Forge.PostAsync("_forge/faults", rule, Cancel);
        }

        return (organization, fixture.NewName());
    }

    /// <summary>Every call that a scaffold makes to the forge, found by watching one.</summary>
    private async Task<IReadOnlyList<ForgeCall>> CallsOfAsync(string template)
    {
        var (organization, name) = await OrderAsync([]);
        await fixture.RunAsync(template, name, organization);
        return
        [
            .. (await JournalAsync(organization))
                .Select(request => new ForgeCall($"{request!["method"]}", $"{request["route"]}"))
                .Distinct()
                .Except([.. NotOfEveryScaffold, .. OfReadingThePush]),
        ];
    }

    private async Task<JsonArray> JournalAsync(string organization) =>
        (await fixture.Forge.FindAsync($"_forge/requests?org={organization}", Cancel))!.AsArray();
}

using Platform.Adapters.Tests.GitHub.Publishing;
using Platform.Core.Catalog.Proposals;
using Platform.TestKit.Catalog;
using Platform.TestKit.Forge;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.GitHub.PullRequests;

/// <summary>
/// Each fault at each call of a proposal's whole life, and a death at each of its writes: in the end there was one pull request,
/// it has one commit and one comment, and it is closed.
/// </summary>
public sealed class ProposalFaultTests(ForgeFixture forge) : IClassFixture<ForgeFixture>, IDisposable
{
    private readonly ForgeJournal _journal = new(forge);

    public static TheoryData<string> ForgeFaults => FaultMatrixTests.ForgeFaults;

    public void Dispose() => _journal.Dispose();

    [Theory]
    [MemberData(nameof(ForgeFaults))]
    public async Task A_passing_fault_at_any_call_is_recovered_from_and_doubles_nothing(string name)
    {
        var fault = ForgeFault.Named(name);
        var calls = (await CallsOfALifeAsync()).Where(one => fault.CanMeet(one.Call)).ToList();

        await Parallel.ForAsync(0, Math.Min(4, calls.Count), FaultRuns.ManyAtOnce, async (group, _) =>
        {
            using var driver = await ProposalDriver.StartAsync(forge, fault.IsSlow ? 2 : 30);
            List<(ForgeCall Call, int Skip)> met = [.. calls.Where((_, position) => position % 4 == group)];
            foreach (var (call, skip) in met)
            {
                var rule = fault.Rule(driver.Organization.Name, call);
                rule["skip"] = skip;
                await _journal.PostAsync("_forge/faults", rule);
            }

            await LiveAsync(driver);

            var faulted = await _journal.FaultedAsync(driver.Organization.Name, fault.Kind);
            Assert.True(faulted.Count > 0, $"{name} was met by no call of {string.Join(", ", met)}");
            await _journal.ForgetAsync(driver.Organization.Name);
            await AssertOnceAsync(driver);
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_death_at_any_of_its_own_writes_doubles_nothing(bool isSavedFirst)
    {
        for (var death = 0; ; death++)
        {
            using var driver = await ProposalDriver.StartAsync(forge);
            var (at, hasDied) = (death, false);
            driver.Records.IsSavedFirst = isSavedFirst;
            driver.Records.Saving = number =>
            {
                if (number == at)
                {
                    hasDied = true;
                    throw new DiedException();
                }
            };

            await LiveAsync(driver);

            await AssertOnceAsync(driver);
            if (!hasDied)
            {
                Assert.Equal(3, death);
                return;
            }
        }
    }

    /// <summary>It is proposed, and then a descriptor comes otherwise.</summary>
    private static async Task LiveAsync(ProposalDriver driver)
    {
        await driver.UntilAsync(ProposalState.Open);
        await PushAsync(driver);
        await driver.UntilAsync(ProposalState.Described);
    }

    /// <summary>A fault that nothing has met may meet this, too.</summary>
    private static async Task PushAsync(ProposalDriver driver)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await driver.Organization.PushAsync(
                    ProposalDriver.Repository, ("catalog-info.yaml", new EntityBuilder().Text()));
                return;
            }
            catch (InvalidOperationException) when (attempt < 10)
            {
                // Again.
            }
        }
    }

    private static async Task AssertOnceAsync(ProposalDriver driver)
    {
        var pull = Assert.Single(await driver.PullsAsync());
        Assert.Equal(("closed", false), ($"{pull["state"]}", pull["merged_at"] is not null));
        Assert.Equal(1, (int)(await driver.GetAsync($"pulls/{pull["number"]}"))!["commits"]!);
        Assert.Single((await driver.GetAsync($"issues/{pull["number"]}/comments"))!.AsArray());
        Assert.Equal(["main"], (await driver.GetAsync("branches"))!.AsArray().Select(branch => $"{branch!["name"]}"));
    }

    /// <summary>Found by watching one: each call, and how many of its kind came before it.</summary>
    private async Task<IReadOnlyList<(ForgeCall Call, int Skip)>> CallsOfALifeAsync()
    {
        using var driver = await ProposalDriver.StartAsync(forge);
        var before = await driver.Organization.SequenceAsync();
        await driver.UntilAsync(ProposalState.Open);
        var opened = await driver.Organization.SequenceAsync();
        await PushAsync(driver);
        var pushed = await driver.Organization.SequenceAsync();
        await driver.UntilAsync(ProposalState.Described);
        var own = (await driver.Organization.RequestsAsync(before))
            .Where(request => request.Sequence <= opened || request.Sequence > pushed)
            .Select(request => request.Call.Split(' '))
            .Select(parts => new ForgeCall(parts[0], parts[1]))
            .ToList();
        Assert.InRange(own.Count, 18, 30);
        return [.. own.Select((call, index) => (call, own.Take(index).Count(earlier => earlier == call)))];
    }
}

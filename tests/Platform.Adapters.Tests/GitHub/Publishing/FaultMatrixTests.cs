using Platform.Core.Scaffolding.Publishing;
using Platform.TestKit.Forge;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.GitHub.Publishing;

/// <summary>
/// Each fault at each call of a whole publication. One publication meets the fault at several of its calls, none
/// of which follow each other, so that few publications cover all calls; the forge's journal proves that every call was met.
/// </summary>
public sealed class FaultMatrixTests(ForgeFixture forge) : IClassFixture<ForgeFixture>, IDisposable
{
    private readonly ForgeJournal _journal = new(forge);

    public static TheoryData<string> ForgeFaults => [.. ForgeFault.Passing.Select(fault => fault.ToString())];

    public static TheoryData<string> FinalAnswers => [.. Fault.Final.Select(fault => fault.Name)];

    public void Dispose() => _journal.Dispose();

    [Theory]
    [MemberData(nameof(ForgeFaults))]
    public async Task A_passing_fault_at_any_call_is_recovered_from_and_doubles_nothing(string name)
    {
        var fault = ForgeFault.Named(name);
        var calls = (await CallsOfPublishingAsync()).Where(fault.CanMeet).ToList();

        await FaultRuns.InGroupsAsync(calls, fault.IsSlow ? 8 : 4, async group =>
        {
            using var driver = await FaultRuns.DriverAsync(forge, _journal, fault);
            var organization = driver.Request.Repository.Owner;
            await _journal.OrderAsync(organization, fault, [.. group]);

            var problem = await driver.PublishEverythingAsync();

            Assert.True(problem is null, $"{name} at {string.Join(", ", group)}: {problem}");
            Assert.Empty(group.Except(await _journal.FaultedAsync(organization, fault.Kind)));
            await _journal.ForgetAsync(organization);
            await PublishedOnce.AssertAsync(driver, _journal);
        });
    }

    [Theory]
    [MemberData(nameof(FinalAnswers))]
    public async Task A_final_answer_ends_with_a_clear_problem_and_nothing_left(string name)
    {
        var counting = new FaultyTransport(null, 0);
        using (var driver = new PublishDriver(forge, forge.NewOrganization(), counting))
        {
            Assert.Null(await driver.PublishAsync());
        }

        Assert.InRange(counting.Requests.Count, 12, 40);
        await Parallel.ForAsync(0, counting.Requests.Count, FaultRuns.ManyAtOnce, async (call, _) =>
        {
            var organization = forge.NewOrganization();
            var transport = new FaultyTransport(Fault.Final.Single(fault => fault.Name == name), call);
            using var driver = new PublishDriver(forge, organization, transport);

            var problem = await driver.PublishAsync();
            if (!transport.Happened)
            {
                // Fewer polls than in the run that counted the calls.
                return;
            }

            var undone = await driver.UndoAsync();

            Assert.True(problem is not null, $"{name} at call {call}: published in spite of it");
            Assert.Contains($"{organization}/orders", problem.Message);
            Assert.True(
                undone.Result is UndoResult.Deleted || (call == 0 && undone.Result is UndoResult.NothingThere),
                $"{name} at call {call}: {undone}");
            Assert.Empty(await driver.Forge.Repository.GetAllForOrg(organization));
        });
    }

    [Fact]
    public async Task A_name_that_somebody_takes_at_the_last_moment_stays_theirs()
    {
        var organization = forge.NewOrganization();
        await _journal.OrderAsync(organization, new("name-taken"), new ForgeCall("POST", "/orgs/{org}/repos"));
        using var driver = new PublishDriver(forge, organization);

        var problem = await driver.PublishAsync();

        Assert.Equal("repository-name-taken", problem?.Code);
        Assert.Equal(UndoResult.NothingThere, (await driver.UndoAsync()).Result);
        Assert.Single(await driver.Forge.Repository.GetAllForOrg(organization));
    }

    /// <summary>Found by watching one; the definition of the property is not the publisher's.</summary>
    private async Task<IReadOnlyList<ForgeCall>> CallsOfPublishingAsync()
    {
        using var driver = await FaultRuns.DriverAsync(forge, _journal);
        Assert.Null(await driver.PublishEverythingAsync());
        var calls = (await _journal.CallsAsync(driver.Request.Repository.Owner)).Skip(1).ToList();
        Assert.InRange(calls.Count, 24, 50);
        return calls;
    }
}

using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.GitHub.Publishing;

/// <summary>Each fault at each request of a whole publication, and of its undoing.</summary>
public sealed class FaultMatrixTests(ForgeFixture forge) : IClassFixture<ForgeFixture>, IDisposable
{
    // They mostly wait: for the repository to be readable, and for limits to pass.
    private static readonly ParallelOptions ManyAtOnce = new() { MaxDegreeOfParallelism = 16 };

    private static readonly ForgeFault[] PassingForgeFaults =
    [
        new("not-found"), new("empty-repository"), new("secondary-limit"), new("rate-limited"), new("too-many-requests"),
        new("server-error", 500), new("server-error", 503), new("drop-before"), new("drop-after"),
    ];

    private readonly ForgeJournal _journal = new(forge);

    public static TheoryData<string> ForgeFaults => [.. PassingForgeFaults.Select(fault => fault.ToString())];

    public static TheoryData<string> PassingAnswers => [.. Fault.Passing.Select(fault => fault.Name)];

    public static TheoryData<string> FinalAnswers => [.. Fault.Final.Select(fault => fault.Name)];

    public void Dispose() => _journal.Dispose();

    [Theory]
    [MemberData(nameof(ForgeFaults))]
    public Task A_passing_fault_of_the_forge_is_recovered_from_and_doubles_nothing(string name) =>
        AtEachCallOfPublishingAsync(async (organization, call) =>
        {
            await _journal.OrderAsync(organization, PassingForgeFaults.Single(fault => fault.ToString() == name), call);
            using var driver = new PublishDriver(forge, organization);

            AssertPublished(await driver.PublishAsync(), name, call);

            await _journal.ForgetAsync(organization);
            await AssertMadeOnceAsync(driver, organization);
        });

    [Theory]
    [MemberData(nameof(PassingAnswers))]
    public Task A_passing_answer_is_recovered_from_and_doubles_nothing(string name) =>
        AtEachCallOfPublishingAsync(async (organization, call) =>
        {
            var fault = Fault.Passing.Single(fault => fault.Name == name);
            using var driver = new PublishDriver(forge, organization, new FaultyTransport(fault, call));

            var problem = await driver.PublishAsync();

            if (call == 0 && fault.Status == 422)
            {
                Assert.Equal("source-control-rejected", problem?.Code);
                return;
            }

            AssertPublished(problem, name, call);
            await AssertMadeOnceAsync(driver, organization);
        });

    [Theory]
    [MemberData(nameof(FinalAnswers))]
    public Task A_final_answer_ends_with_a_clear_problem_and_nothing_left(string name) =>
        AtEachCallOfPublishingAsync(async (organization, call) =>
        {
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

    [Theory]
    [MemberData(nameof(ForgeFaults))]
    public async Task A_passing_fault_while_undoing_leaves_nothing_behind(string name)
    {
        var published = await CountCallsAsync(undo: false);
        var calls = await CountCallsAsync(undo: true) - published;

        await Parallel.ForAsync(0, calls, ManyAtOnce, async (call, _) =>
        {
            var organization = forge.NewOrganization();
            using var driver = new PublishDriver(forge, organization);
            Assert.Null(await driver.PublishAsync());
            await _journal.OrderAsync(organization, PassingForgeFaults.Single(fault => fault.ToString() == name), call);

            var undone = await driver.UndoAsync();

            Assert.True(undone.Result is UndoResult.Deleted or UndoResult.NothingThere, $"{name} at call {call}: {undone}");
            await _journal.ForgetAsync(organization);
            Assert.Empty(await driver.Forge.Repository.GetAllForOrg(organization));
        });
    }

    [Fact]
    public async Task A_name_that_somebody_takes_at_the_last_moment_stays_theirs()
    {
        var organization = forge.NewOrganization();
        await _journal.OrderAsync(organization, new("name-taken"), skip: 0);
        using var driver = new PublishDriver(forge, organization);

        var problem = await driver.PublishAsync();

        Assert.Equal("repository-name-taken", problem?.Code);
        Assert.Equal(UndoResult.NothingThere, (await driver.UndoAsync()).Result);
        Assert.Single(await driver.Forge.Repository.GetAllForOrg(organization));
    }

    private static void AssertPublished(Problem? problem, string name, int call) =>
        Assert.True(problem is null, $"{name} at call {call}: {problem}");

    private async Task AssertMadeOnceAsync(PublishDriver driver, string organization)
    {
        var effects = await _journal.EffectsAsync(organization);
        Assert.Single(effects, "POST /orgs/{org}/repos");
        Assert.Single(effects, "POST /repos/{owner}/{repo}/hooks");
        Assert.Single(effects, "PATCH /repos/{owner}/{repo}/git/refs/{ref}");
        Assert.Single(await driver.Forge.Repository.GetAllForOrg(organization));
        Assert.Single(await driver.Forge.Repository.Hooks.GetAll(organization, "orders"));
        var commit = Assert.Single(await driver.Forge.Repository.Commit.GetAll(organization, "orders"));
        Assert.Equal(driver.CommitSha, commit.Sha);
        Assert.Equal("Takes orders", (await driver.Forge.Repository.Get(organization, "orders")).Description);
    }

    private async Task AtEachCallOfPublishingAsync(Func<string, int, Task> check)
    {
        var calls = await CountCallsAsync(undo: false);
        Assert.InRange(calls, 12, 40);
        await Parallel.ForAsync(0, calls, ManyAtOnce, async (call, _) => await check(forge.NewOrganization(), call));
    }

    private async Task<int> CountCallsAsync(bool undo)
    {
        var transport = new FaultyTransport(null, 0);
        using var driver = new PublishDriver(forge, forge.NewOrganization(), transport);
        Assert.Null(await driver.PublishAsync());
        if (undo)
        {
            Assert.Equal(UndoResult.Deleted, (await driver.UndoAsync()).Result);
        }

        return transport.Requests.Count;
    }
}

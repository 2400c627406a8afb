using Platform.Core.Scaffolding.Publishing;
using Platform.TestKit.Forge;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.GitHub.Publishing;

/// <summary>Each fault at each call that undoes a publication, and that takes over what an unanswered call has made.</summary>
public sealed class UndoFaultTests(ForgeFixture forge) : IClassFixture<ForgeFixture>, IDisposable
{
    private readonly ForgeJournal _journal = new(forge);

    public static TheoryData<string> ForgeFaults => FaultMatrixTests.ForgeFaults;

    public void Dispose() => _journal.Dispose();

    [Theory]
    [MemberData(nameof(ForgeFaults))]
    public async Task A_passing_fault_while_adopting_what_an_unanswered_call_made_doubles_nothing(string name)
    {
        var fault = ForgeFault.Named(name);
        var read = new ForgeCall("GET", "/repos/{owner}/{repo}");
        if (!fault.CanMeet(read))
        {
            return;
        }

        using var driver = await FaultRuns.DriverAsync(forge, _journal, fault);
        var organization = driver.Request.Repository.Owner;
        await _journal.OrderAsync(organization, new("drop-after"), new ForgeCall("POST", "/orgs/{org}/repos"));
        await _journal.OrderAsync(organization, fault, read);

        var adopted = await driver.RetryAsync(token => driver.Source.CreateOrAdoptAsync(driver.Request, token));

        Assert.True(adopted.Value?.Adopted);
        Assert.Contains(read, await _journal.FaultedAsync(organization, fault.Kind));
        Assert.Single(await _journal.EffectsAsync(organization), "POST /orgs/{org}/repos");
    }

    [Theory]
    [MemberData(nameof(ForgeFaults))]
    public async Task A_passing_fault_while_undoing_leaves_nothing_behind(string name)
    {
        var fault = ForgeFault.Named(name);
        var calls = (await CallsOfUndoingAsync()).Where(fault.CanMeet).ToList();

        await FaultRuns.InGroupsAsync(calls, fault.IsSlow ? calls.Count : 2, async group =>
        {
            using var driver = await FaultRuns.DriverAsync(forge, _journal, fault);
            var organization = driver.Request.Repository.Owner;
            Assert.Null(await driver.PublishAsync());
            await _journal.OrderAsync(organization, fault, [.. group]);

            var undone = await driver.UndoAsync();

            Assert.True(undone.Result is UndoResult.Deleted or UndoResult.NothingThere, $"{name}: {undone}");
            Assert.Empty(group.Except(await _journal.FaultedAsync(organization, fault.Kind)));
            await _journal.ForgetAsync(organization);
            Assert.Empty(await driver.Forge.Repository.GetAllForOrg(organization));
        });
    }

    private async Task<IReadOnlyList<ForgeCall>> CallsOfUndoingAsync()
    {
        using var driver = await FaultRuns.DriverAsync(forge, _journal);
        var organization = driver.Request.Repository.Owner;
        Assert.Null(await driver.PublishAsync());
        var before = await _journal.CountAsync(organization);
        Assert.Equal(UndoResult.Deleted, (await driver.UndoAsync()).Result);
        return await _journal.CallsAsync(organization, before);
    }
}

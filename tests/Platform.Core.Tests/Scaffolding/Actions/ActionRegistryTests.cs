using Platform.Core.Scaffolding.Actions;
using Platform.TestKit.Scaffolding;

namespace Platform.Core.Tests.Scaffolding.Actions;

public sealed class ActionRegistryTests
{
    private static readonly ScriptedAction First = new() { Id = "make:tea", Version = 1 };
    private static readonly ScriptedAction Second = new() { Id = "make:tea", Version = 2 };

    private readonly ActionRegistry _actions = new([Second, First, new ScriptedAction { Id = "make:cake" }]);

    [Fact]
    public void An_id_alone_is_its_newest_version() => Assert.Same(Second, Find("make:tea"));

    [Fact]
    public void A_pinned_version_is_that_one() => Assert.Same(First, Find("make:tea@1"));

    [Fact]
    public void Ids_are_sorted_and_each_is_there_once() => Assert.Equal(["make:cake", "make:tea"], _actions.Ids);

    [Fact]
    public void A_version_that_is_gone_is_answered_with_those_that_there_are()
    {
        var problem = _actions.WhyMissing("make:tea@3")!;

        Assert.Equal(ActionRegistry.VersionUnknown, problem.Code);
        Assert.Equal("one of make:tea@1, make:tea@2, or make:tea for the newest", problem.Expected);
    }

    [Theory]
    [InlineData("make:coffee")]
    [InlineData("make:coffee@1")]
    [InlineData("make:tea@newest")]
    [InlineData("make:tea@1.0")]
    [InlineData("make:tea@-1")]
    [InlineData("@1")]
    public void What_is_no_action_is_answered_with_those_that_there_are(string name)
    {
        var problem = _actions.WhyMissing(name)!;

        Assert.Equal(ActionRegistry.Unknown, problem.Code);
        Assert.Equal("one of make:cake, make:tea", problem.Expected);
    }

    [Fact]
    public async Task Actions_that_come_while_the_platform_runs_stand_beside_its_own_and_never_in_their_place()
    {
        var source = new LateActions(
            new ScriptedAction { Id = "make:tea", Version = 2 }, new ScriptedAction { Id = "make:soup" });
        var actions = new ActionRegistry([First, Second], source);
        Assert.Null(await new ActionRegistry([First]).FindAsync("make:soup", TestContext.Current.CancellationToken));

        Assert.NotNull(await actions.FindAsync("make:soup", TestContext.Current.CancellationToken));

        Assert.Equal(["make:soup", "make:tea"], actions.Ids);
        Assert.True(actions.TryGet("make:tea", out var tea));
        Assert.Same(Second, tea);
    }

    private IScaffoldAction? Find(string name) => _actions.TryGet(name, out var action) ? action : null;
}

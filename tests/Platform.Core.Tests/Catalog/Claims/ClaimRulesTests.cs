using Platform.Core.Catalog;
using Platform.Core.Catalog.Claims;

namespace Platform.Core.Tests.Catalog.Claims;

public sealed class ClaimRulesTests
{
    private static readonly EntityRef Orders = EntityRef.Parse("component:default/orders");
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_first_source_holds_an_entity_and_the_second_ones_claim_is_kept()
    {
        var outcome = After(Describe("a", 0), Describe("b", 1));

        Assert.Equal([ClaimEffect.Stored, ClaimEffect.Claimed], outcome.Effects);
        Assert.Equal(("a", Noon), (outcome.After.Holder!.Source, outcome.After.Holder.Since));
        Assert.Equal([("b", Noon.AddMinutes(1))], outcome.After.Others.Select(claim => (claim.Source, claim.Since)));
    }

    [Fact]
    public void The_claimant_with_the_oldest_claim_has_it_when_the_holder_lets_go()
    {
        var outcome = After(
            Describe("a", 0), Describe("c", 2), Describe("b", 1), Describe("c", 5, "newer"), Release("a", 6));

        Assert.Equal(ClaimEffect.Transferred, outcome.Effects[^1]);
        Assert.Equal("b", outcome.After.Holder!.Source);
        Assert.Equal(["c"], outcome.After.Others.Select(claim => claim.Source));
        Assert.True(outcome.After.IsThere);
    }

    [Fact]
    public void The_last_one_to_let_go_removes_it_and_its_body_stays()
    {
        var outcome = After(Describe("a", 0), Release("a", 1));

        Assert.Equal(ClaimEffect.Removed, outcome.Effects[^1]);
        Assert.Equal((false, "etag a"), (outcome.After.IsThere, outcome.After.Holder!.Content.Etag));
        Assert.Equal(new RemovalNote("why", "who", Noon.AddMinutes(1)), outcome.After.Removal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_moves_ends_with_its_new_source_whichever_word_comes_first(bool removedFirst)
    {
        var (gone, added) = (Release("a", 5), Describe("b", 5));
        ClaimChange[] order = removedFirst ? [gone, added] : [added, gone];

        var state = After([Describe("a", 0), .. order]).After;

        Assert.Equal(("b", true), (state.Holder!.Source, state.IsThere));
        Assert.Empty(state.Others);
    }

    [Fact]
    public void What_is_late_changes_nothing()
    {
        var state = After(Describe("a", 5), Describe("b", 5)).After;

        Assert.Equal(ClaimEffect.Superseded, Only(state, Describe("a", 4, "old")));
        Assert.Equal(ClaimEffect.Superseded, Only(state, Describe("b", 4, "old")));
        Assert.Equal(ClaimEffect.Superseded, Only(state, Release("a", 4)));
        Assert.Equal(ClaimEffect.Superseded, Only(state, Release("b", 4)));
        Assert.Equal(ClaimEffect.None, Only(state, new Fail("a", Noon.AddMinutes(4), "bad")));
    }

    [Fact]
    public void What_a_source_said_before_it_let_go_does_not_come_back()
    {
        var removed = After(Describe("a", 0), Release("a", 5)).After;
        var taken = After(Describe("a", 0), Release("a", 5), Describe("b", 1)).After;

        Assert.Equal(ClaimEffect.Superseded, Only(removed, Describe("a", 4)));
        Assert.Equal(ClaimEffect.Superseded, Only(taken, Describe("a", 4)));
        Assert.Equal(ClaimEffect.Stored, Only(removed, Describe("a", 6)));
        Assert.Equal(ClaimEffect.Claimed, Only(taken, Describe("a", 6)));
    }

    [Fact]
    public void A_fence_keeps_out_what_was_never_there()
    {
        var state = After(new Release("a", Noon.AddMinutes(5), "why", "who", IsFence: true)).After;

        Assert.False(state.IsThere);
        Assert.Equal(ClaimEffect.Superseded, Only(state, Describe("a", 4)));
        Assert.Equal(ClaimEffect.Stored, Only(state, Describe("b", 4)));
    }

    [Fact]
    public void A_fence_writes_the_time_of_what_is_the_same()
    {
        var state = After(Describe("a", 0), Describe("a", 5) with { IsFence = true }).After;

        Assert.Equal(Noon.AddMinutes(5), state.Holder!.At);
        Assert.Equal(ClaimEffect.Superseded, Only(state, Describe("a", 4, "old")));
    }

    [Fact]
    public void The_same_again_is_no_change()
    {
        var state = After(Describe("a", 0), Describe("b", 1)).After;

        Assert.False(ClaimRules.Apply(state, new(Orders, [Describe("a", 3), Describe("b", 3)])).IsChanged);
        Assert.False(ClaimRules.Apply(null, new(Orders, [Release("a", 3)])).IsChanged);
    }

    [Fact]
    public void A_failure_stays_until_the_source_describes_it_again_the_same_or_not()
    {
        var failed = After(Describe("a", 0), new Fail("a", Noon.AddMinutes(1), "bad")).After;

        Assert.Equal("bad", failed.Failure);
        Assert.Equal(ClaimEffect.None, Only(failed, new Fail("b", Noon.AddMinutes(2), "worse")));
        var mended = ClaimRules.Apply(failed, new(Orders, [Describe("a", 2)]));
        Assert.Equal((ClaimEffect.Stored, null), (mended.Effects[0], mended.After.Failure));
    }

    [Fact]
    public void What_was_brought_back_is_there_until_somebody_describes_it()
    {
        var restored = After(Describe("a", 0), Release("a", 1), new Restore(Noon.AddMinutes(2), "ann")).After;

        Assert.Equal((true, true, "etag a"), (restored.IsThere, restored.IsRestored, restored.Holder!.Content.Etag));
        var taken = ClaimRules.Apply(restored, new(Orders, [Describe("b", 3)]));
        Assert.Equal((ClaimEffect.Transferred, "b", false), (
            taken.Effects[0], taken.After.Holder!.Source, taken.After.IsRestored));
        Assert.Empty(taken.After.Others);
        Assert.False(ClaimRules.Apply(restored, new(Orders, [Describe("a", 3)])).After.IsRestored);
    }

    [Fact]
    public void Nothing_is_brought_back_that_is_there_or_never_was()
    {
        Assert.Equal(ClaimEffect.None, Only(After(Describe("a", 0)).After, new Restore(Noon, "ann")));
        Assert.False(ClaimRules.Apply(null, new(Orders, [new Restore(Noon, "ann")])).IsChanged);
    }

    [Fact]
    public void Any_order_of_the_same_words_ends_with_the_same_holder()
    {
        ClaimChange[] words = [Describe("a", 1), Release("a", 4), Describe("b", 3), Describe("a", 2, "newer")];
        foreach (var order in Permutations(words))
        {
            var state = After([.. order, .. order]).After;

            Assert.Equal(("b", true, 0), (state.Holder!.Source, state.IsThere, state.Others.Count));
        }
    }

    private static IEnumerable<ClaimChange[]> Permutations(ClaimChange[] items) =>
        items.Length == 0 ? [[]] : items.SelectMany((item, index) =>
            Permutations([.. items.Where((_, other) => other != index)]).Select(rest => (ClaimChange[])[item, .. rest]));

    private static EntityOutcome After(params ClaimChange[] steps) => ClaimRules.Apply(null, new(Orders, steps));

    private static ClaimEffect Only(EntityState state, ClaimChange step) =>
        ClaimRules.Apply(state, new(Orders, [step])).Effects.Single();

    private static Describe Describe(string source, int minute, string? etag = null) => new(
        source, "url:" + source, Noon.AddMinutes(minute), new("uid", etag ?? $"etag {source}", "{}", null, []));

    private static Release Release(string source, int minute) => new(source, Noon.AddMinutes(minute), "why", "who");
}

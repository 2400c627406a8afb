using Platform.Core.Metrics.Alerts;
using Platform.Core.Metrics.Rollups;
using Platform.Core.Metrics.Surveys;
using Platform.TestKit.Metrics;
using static Platform.Core.Tests.Metrics.Alerts.AlertWorld;

namespace Platform.Core.Tests.Metrics.Alerts;

/// <summary>Each rule over DORA's figures: seeded, and mended.</summary>
public sealed class DeliveryRuleTests
{
    private static readonly Scope Organization = new(ScopeKind.Organization, "organization");

    private readonly AlertWorld _world = new();

    [Theory]
    [InlineData(1, 5, 4.6)]
    [InlineData(2, 10, 6.9)]
    [InlineData(3, 20, 6.2)]
    [InlineData(5, 30, 8.4)]
    [InlineData(8, 50, 9.3)]
    [InlineData(15, 100, 10.1)]
    public void Wilsons_bound_is_that_of_the_published_table(int hits, int all, double percent) =>
        Assert.Equal(percent, Wilson.LowerBound(hits, all) * 100, 0.05);

    [Theory]
    [InlineData(1, 5, false, false)]
    [InlineData(9, 9, false, false)]
    [InlineData(1, 10, false, false)]
    [InlineData(2, 10, true, false)]
    [InlineData(3, 20, true, false)]
    [InlineData(5, 30, true, false)]
    [InlineData(8, 50, true, false)]
    [InlineData(15, 100, true, true)]
    [InlineData(10, 100, false, false)]
    public async Task Rollbacks_above_ten_percent_of_ten_or_more_are_told_and_confirmed_when_it_is_no_chance(
        int rollbacks, int deployments, bool told, bool confirmed)
    {
        _world.Rollups.Add("orders", "a", Today.AddDays(-3), deployments, rollbacks);

        await _world.LookAsync();

        var alert = await _world.AlertAsync("rollback-rate", "component:default/orders");
        Assert.Equal(told, alert is not null);
        Assert.Equal(confirmed, alert?.IsConfirmed ?? false);
        Assert.Equal(told ? "component:default/orders" : null, alert?.Evidence.Single().Id);
        _world.Rollups.Clear();
        _world.Clock.Advance(TimeSpan.FromHours(2));
        await _world.LookAsync();
        Assert.Empty(await _world.OpenAsync());
    }

    [Fact]
    public async Task Trouble_of_many_small_ones_is_their_teams_and_names_them()
    {
        await CensusAsync(("a", "x"), ("b", "x"), ("c", "y"));
        _world.Rollups.Add("a", "x", Today.AddDays(-3), 6, 2).Add("b", "x", Today.AddDays(-3), 6, 1).Add("c", "y", Today, 20);

        await _world.LookAsync();

        Assert.Equal(["rollback-rate team:x"], await _world.OpenAsync());
        Assert.Equal(
            ["component:default/a", "component:default/b"],
            (await _world.AlertAsync("rollback-rate", "team:x"))!.Evidence.Select(one => one.Id));
    }

    [Fact]
    public async Task What_only_shows_in_all_is_the_organisations()
    {
        await CensusAsync(("a", "x"), ("b", "y"));
        _world.Rollups.Add("a", "x", Today.AddDays(-3), 6, 2).Add("b", "y", Today.AddDays(-3), 6, 2);

        await _world.LookAsync();

        Assert.Equal(["rollback-rate organization"], await _world.OpenAsync());
    }

    [Fact]
    public async Task Rollbacks_of_more_than_thirty_days_ago_are_over()
    {
        _world.Rollups.Add("orders", "a", Today.AddDays(-30), 20, 10);

        await _world.LookAsync();

        Assert.Empty(await _world.OpenAsync());
    }

    [Fact]
    public async Task Rollbacks_on_three_days_in_a_row_are_told_until_a_day_without()
    {
        for (var back = 3; back >= 1; back--)
        {
            _world.Rollups.Add("orders", "a", Today.AddDays(-back), 20, 1);
        }

        await _world.LookAsync();
        Assert.Equal(["rollbacks-daily component:default/orders"], await _world.OpenAsync());

        _world.Clock.Advance(TimeSpan.FromDays(1));
        await _world.LookAsync();
        Assert.Empty(await _world.OpenAsync());
    }

    [Fact]
    public async Task Two_days_of_rollbacks_are_no_habit()
    {
        _world.Rollups.Add("orders", "a", Today, 20, 1).Add("orders", "a", Today.AddDays(-1), 20, 1)
            .Add("orders", "a", Today.AddDays(-3), 20, 1);

        await _world.LookAsync();

        Assert.Empty(await _world.OpenAsync());
    }

    [Theory]
    [InlineData(10, 10, 2, true)]
    [InlineData(9, 10, 9, false)]
    [InlineData(10, 9, 9, false)]
    [InlineData(10, 10, 1.9, false)]
    public async Task A_lead_time_that_jumps_is_told_of_enough_changes(int recent, int before, double times, bool told)
    {
        _world.Rollups.Add("orders", "a", Today.AddDays(-20), before, leadTime: TimeSpan.FromHours(10))
            .Add("orders", "a", Today.AddDays(-2), recent, leadTime: TimeSpan.FromHours(10 * times));

        await _world.LookAsync();

        Assert.Equal(told ? ["lead-time-jump component:default/orders"] : [], await _world.OpenAsync());
        _world.Clock.Advance(TimeSpan.FromDays(14));
        await _world.LookAsync();
        Assert.Empty(await _world.OpenAsync());
    }

    [Theory]
    [InlineData(80, null, false)]
    [InlineData(49, null, true)]
    [InlineData(70, 85.0, true)]
    [InlineData(70, 75.0, false)]
    public async Task Strong_delivery_with_low_or_falling_satisfaction_is_told_of_the_group_that_may_be_named(
        double favourable, double? previous, bool told)
    {
        await CensusAsync(("orders", "x"));
        Strong();
        _world.Satisfaction[Organization] = Reading(Organization, favourable, previous);

        await _world.LookAsync();

        Assert.Equal(told ? ["delivery-without-satisfaction organization"] : [], await _world.OpenAsync());
        if (told)
        {
            var alert = (await _world.AlertAsync("delivery-without-satisfaction", "organization"))!;
            Assert.Equal(["organization", "team:x", "organization"], alert.Evidence.Select(one => one.Id));
            _world.Satisfaction[Organization] = Reading(Organization, 90, favourable);
            _world.Clock.Advance(TimeSpan.FromHours(2));
            await _world.LookAsync();
            Assert.Empty(await _world.OpenAsync());
        }
    }

    [Fact]
    public async Task A_group_that_may_be_told_of_is_named_itself()
    {
        await CensusAsync(("orders", "x"));
        Strong();
        var team = new Scope(ScopeKind.Team, "x");
        _world.Satisfaction[team] = Reading(team, 20, null);
        _world.Satisfaction[Organization] = Reading(Organization, 90, null);

        await _world.LookAsync();

        Assert.Equal(["delivery-without-satisfaction team:x"], await _world.OpenAsync());
    }

    [Fact]
    public async Task Delivery_that_got_better_counts_as_good_and_weak_delivery_or_no_answers_do_not()
    {
        await CensusAsync(("orders", "x"));
        _world.Satisfaction[Organization] = Reading(Organization, 20, null);
        _world.Rollups.Add("orders", "x", Today.AddDays(-40), 10, leadTime: TimeSpan.FromDays(9))
            .Add("orders", "x", Today.AddDays(-5), 10, leadTime: TimeSpan.FromDays(9));
        await _world.LookAsync();
        Assert.Empty(await _world.OpenAsync());

        _world.Rollups.Add("orders", "x", Today.AddDays(-4), 2, leadTime: TimeSpan.FromDays(9));
        await _world.LookAsync();
        Assert.Equal(["delivery-without-satisfaction organization"], await _world.OpenAsync());

        _world.Satisfaction.Clear();
        _world.Clock.Advance(TimeSpan.FromHours(2));
        await _world.LookAsync();
        Assert.Empty(await _world.OpenAsync());
    }

    private void Strong() => _world.Rollups.Add("orders", "x", Today.AddDays(-5), 20, leadTime: TimeSpan.FromHours(3));

    private Task CensusAsync(params (string Component, string Team)[] components) => _world.Platform.SaveAsync(
        KpiStory.CensusOf(Today, [.. components.Select(one => KpiStory.Component(one.Component, team: one.Team))]), Cancel);

    private static SatisfactionReading Reading(Scope group, double favourable, double? previous) =>
        new(group, "platform", 2, new(2030, 6, 1), new(2030, 6, 14), favourable, previous, 12);
}

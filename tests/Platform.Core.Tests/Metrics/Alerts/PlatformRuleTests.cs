using Platform.Core.Metrics.Kpis.Census;
using Platform.Core.Metrics.Kpis.Noted;
using Platform.Core.Scaffolding.Onboarding;
using Platform.Core.Scaffolding.Tasks;
using Platform.TestKit.Metrics;
using static Platform.Core.Tests.Metrics.Alerts.AlertWorld;

namespace Platform.Core.Tests.Metrics.Alerts;

/// <summary>Each rule over the platform's own figures: seeded, and mended.</summary>
public sealed class PlatformRuleTests
{
    private readonly AlertWorld _world = new();

    [Theory]
    [InlineData(20, 18, true)]
    [InlineData(20, 19, false)]
    [InlineData(9, 1, false)]
    public async Task Adoption_that_loses_more_than_a_twentieth_in_a_week_is_told(int before, int now, bool told)
    {
        await CensusAsync(Today.AddDays(-7), before, before);
        await CensusAsync(Today, before, now);

        await _world.LookAsync();

        Assert.Equal(told ? ["adoption-falling team:a"] : [], await _world.OpenAsync());
        if (told)
        {
            Assert.Equal(
                ["left the path", "left the path"],
                (await _world.AlertAsync("adoption-falling", "team:a"))!.Evidence.Select(one => one.Text));
            _world.Clock.Advance(TimeSpan.FromHours(2));
            await CensusAsync(Today, before, before);
            await _world.LookAsync();
            Assert.Empty(await _world.OpenAsync());
        }
    }

    [Theory]
    [InlineData(40, 40, true)]
    [InlineData(40, 42, false)]
    [InlineData(60, 60, false)]
    public async Task Adoption_below_one_half_that_does_not_grow_is_told(int before, int now, bool told)
    {
        await CensusAsync(Today.AddDays(-28), 100, before);
        await CensusAsync(Today, 100, now);

        await _world.LookAsync();

        Assert.Equal(told ? ["adoption-stalled team:a"] : [], await _world.OpenAsync());
    }

    [Fact]
    public async Task Without_an_old_census_nothing_is_said_of_adoption()
    {
        await CensusAsync(Today, 20, 1);

        await _world.LookAsync();

        Assert.Empty(await _world.OpenAsync());
    }

    [Fact]
    public async Task Services_that_are_late_are_told_with_their_tasks_until_they_are_in_time()
    {
        var late = await ServiceAsync(5, production: null);
        await ServiceAsync(5, production: 1);
        await ServiceAsync(5, production: 1);

        await _world.LookAsync();

        Assert.Equal(["onboarding-over-target organization"], await _world.OpenAsync());
        Assert.Equal(
            [late.Value],
            (await _world.AlertAsync("onboarding-over-target", "organization"))!.Evidence.Select(one => one.Id));
        _world.Clock.Advance(TimeSpan.FromDays(31));
        await _world.LookAsync();
        Assert.Empty(await _world.OpenAsync());
    }

    [Fact]
    public async Task Two_services_are_too_few_to_alert_on()
    {
        await ServiceAsync(5, production: null);
        await ServiceAsync(5, production: null);

        await _world.LookAsync();

        Assert.Empty(await _world.OpenAsync());
    }

    [Fact]
    public async Task A_source_of_office_hours_may_be_silent_on_sunday_and_not_on_monday()
    {
        // Monday to Friday, nine to five, for four weeks up to Friday the 28th.
        for (var day = Today.AddDays(-27); day <= Today.AddDays(-2); day = day.AddDays(1))
        {
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            {
                for (var hour = 9; hour < 17; hour++)
                {
                    await SawAsync("/ci", day, hour);
                }
            }
        }

        await _world.LookAsync();
        Assert.Empty(await _world.OpenAsync());

        // Monday at noon three hours are missed, at two in the afternoon five.
        _world.Clock.Advance(TimeSpan.FromHours(24));
        await _world.LookAsync();
        Assert.Empty(await _world.OpenAsync());
        _world.Clock.Advance(TimeSpan.FromHours(2));
        await _world.LookAsync();
        Assert.Equal(["source-silent source:/ci"], await _world.OpenAsync());

        await SawAsync("/ci", Today.AddDays(1), 14);
        _world.Clock.Advance(TimeSpan.FromHours(2));
        await _world.LookAsync();
        Assert.Empty(await _world.OpenAsync());
    }

    [Fact]
    public async Task A_source_that_always_speaks_is_missed_after_hours_and_one_of_now_and_then_after_days()
    {
        for (var hour = 0; hour < 240; hour++)
        {
            await SawAsync("/busy", Today.AddDays(-11), hour);
            if (hour % 11 == 0)
            {
                await SawAsync("/rare", Today.AddDays(-11), hour);
            }
        }

        // Ten days and 12 to 36 hours later.
        await _world.LookAsync();
        Assert.Equal(["source-silent source:/busy", "source-silent source:/rare"], await _world.OpenAsync());
    }

    [Fact]
    public async Task Who_was_hardly_heard_has_no_rhythm_and_neither_have_the_platforms_own_events()
    {
        for (var hour = 0; hour < 19; hour++)
        {
            await SawAsync("/new", Today.AddDays(-20), hour * 12);
        }

        for (var hour = 0; hour < 240; hour++)
        {
            await SawAsync("/platform/scaffolder", Today.AddDays(-20), hour);
        }

        for (var hour = 0; hour < 100; hour++)
        {
            await SawAsync("/young", Today.AddDays(-6), hour);
        }

        await _world.LookAsync();

        Assert.Empty(await _world.OpenAsync());
    }

    private Task SawAsync(string source, DateOnly day, int hour) => _world.Platform.SawAsync(
        SignKind.Source, source, new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddHours(hour), Cancel);

    private Task CensusAsync(DateOnly day, int eligible, int on) => _world.Platform.SaveAsync(
        KpiStory.CensusOf(day, [.. Enumerable.Range(0, eligible).Select(
            number => KpiStory.Component($"c{number}", number < on ? PathState.Current : PathState.Off))]),
        Cancel);

    private async Task<TaskId> ServiceAsync(int hoursAgo, double? production)
    {
        var task = TaskId.New(_world.Clock);
        var at = _world.Clock.GetUtcNow().AddHours(-hoursAgo);
        var record = new OnboardingRecord(
            task, Core.Catalog.EntityRef.Parse("template:default/sample"), null, at, new Dictionary<Milestone, Reached>());
        await _world.Onboarding.NoteAsync(record, Milestone.RepositoryCreated, new(at.AddMinutes(1), "made"), Cancel);
        if (production is { } hours)
        {
            await _world.Onboarding.NoteAsync(record, Milestone.ProductionDeployed, new(at.AddHours(hours), "run"), Cancel);
        }

        return task;
    }
}

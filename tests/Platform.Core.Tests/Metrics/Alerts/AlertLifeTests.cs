using Platform.Core.Metrics.Alerts;
using Platform.TestKit.Metrics;
using static Platform.Core.Tests.Metrics.Alerts.AlertWorld;

namespace Platform.Core.Tests.Metrics.Alerts;

/// <summary>From the first look to the last word, whatever dies in between.</summary>
public sealed class AlertLifeTests
{
    private readonly AlertWorld _world = new();
    private readonly ScriptedRule _rule = new();

    [Fact]
    public async Task What_holds_is_told_once_and_its_end_once()
    {
        _rule.Sees("organization");
        for (var look = 0; look < 5; look++)
        {
            await LookAsync();
        }

        Assert.Equal([AlertState.Open], _world.Channel.Taken.Select(news => news.State));
        _rule.Sees();
        await LookAsync();
        Assert.Single(_world.Channel.Taken);
        for (var look = 0; look < 5; look++)
        {
            await LookAsync(minutes: 61);
        }

        Assert.Equal([AlertState.Open, AlertState.Resolved], _world.Channel.Taken.Select(news => news.State));
        Assert.Equal(2, _world.Channel.Taken.Select(news => news.Id).Distinct().Count());
        var alert = await AlertAsync();
        Assert.Equal(["opened", "resolved"], alert.History.Select(entry => entry.What));
        Assert.Equal(AlertState.Resolved, alert.State);
    }

    [Fact]
    public async Task What_is_seen_once_is_not_told_until_it_is_seen_again()
    {
        _world.Options = _world.Options with { Alerts = AlertOptions.Default };
        _rule.Sees("organization");
        await LookAsync();
        _rule.Sees();
        await LookAsync();
        _rule.Sees("organization");
        await LookAsync();
        Assert.Empty(_world.Channel.Taken);

        await LookAsync();

        Assert.Single(_world.Channel.Taken);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_process_that_dies_around_the_delivery_leaves_one_announcement_by_its_id(bool before)
    {
        _rule.Sees("organization");
        var death = new OperationCanceledException();
        (_world.Channel.Before, _world.Channel.After) = (before ? death : null, before ? null : death);
        using var dying = new CancellationTokenSource();
        await dying.CancelAsync();

        // With the token cancelled nothing is caught: the run ends where the process does.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _world.Run(_rule).RunAsync(dying.Token));
        Assert.Equal(AlertState.Open, (await AlertAsync()).Told);
        (_world.Channel.Before, _world.Channel.After) = (null, null);
        await LookAsync();
        await LookAsync();

        Assert.Equal(before ? 1 : 2, _world.Channel.Taken.Count);
        Assert.Single(_world.Channel.Taken.Select(news => news.Id).Distinct());
        Assert.Empty((await AlertAsync()).Outbox);
    }

    [Fact]
    public async Task A_channel_that_is_down_gets_it_later_and_the_others_do_not_wait()
    {
        var other = new RecordedChannel("other") { Before = new TimeoutException() };
        _rule.Sees("organization");
        await _world.Run([_rule], other, _world.Channel).RunAsync(Cancel);
        Assert.Single(_world.Channel.Taken);

        other.Before = null;
        await _world.Run([_rule], other, _world.Channel).RunAsync(Cancel);

        Assert.Equal(_world.Channel.Taken.Select(news => news.Id), other.Taken.Select(news => news.Id));
    }

    [Fact]
    public async Task What_comes_and_goes_has_to_stay_away_the_longer()
    {
        var opened = 0;
        for (var step = 0; step < 24; step++)
        {
            // An hour and a minute of each.
            _rule.Sees(step % 2 == 0 ? ["organization"] : []);
            await LookAsync(minutes: 61);
            opened = _world.Channel.Taken.Count(news => news.State == AlertState.Open);
        }

        // Twelve times without damping.
        Assert.InRange(opened, 1, 4);
        Assert.True(_world.Channel.Taken.Count <= (2 * opened) + 1);
    }

    [Fact]
    public async Task A_muted_alert_is_not_told_and_what_still_holds_afterwards_is()
    {
        _rule.Sees("organization");
        await LookAsync();
        var now = _world.Clock.GetUtcNow();
        await ChangeAsync(alert => alert.MuteBy(new("user:default/jane", "we know", now, now.AddHours(6))));
        _rule.Sees();
        await LookAsync(minutes: 70);
        await LookAsync(minutes: 70);
        Assert.Equal(AlertState.Resolved, (await AlertAsync()).State);
        _rule.Sees("organization");
        await LookAsync();
        _rule.Sees();
        Assert.Single(_world.Channel.Taken);

        // What was told last is that it is open. The mute ends, and it is over.
        await LookAsync(minutes: 200);
        await LookAsync(minutes: 300);

        Assert.Equal([AlertState.Open, AlertState.Resolved], _world.Channel.Taken.Select(news => news.State));
        Assert.Contains((await AlertAsync()).History, entry => entry is { By: "user:default/jane", Reason: "we know" });
    }

    [Fact]
    public async Task A_rule_that_cannot_look_says_nothing_and_silences_nobody()
    {
        _rule.Sees("organization");
        var other = new ScriptedRule("other").Sees("team:a");
        await _world.Run(_rule, other).RunAsync(Cancel);

        _rule.Failure = new InvalidDataException();
        other.Unknown = true;
        _world.Clock.Advance(TimeSpan.FromDays(3));
        var summary = await _world.Run(_rule, other).RunAsync(Cancel);

        Assert.Equal((1, 2), (summary.Failed, summary.Open));
        Assert.Equal(2, _world.Channel.Taken.Count);
    }

    [Fact]
    public async Task A_rule_that_is_switched_off_closes_what_it_opened()
    {
        _rule.Sees("organization");
        await LookAsync();
        _world.Options = _world.Options with { Alerts = _world.Options.Alerts with { Off = ["scripted"] } };

        await LookAsync(minutes: 61);

        Assert.Equal([AlertState.Open, AlertState.Resolved], _world.Channel.Taken.Select(news => news.State));
    }

    [Fact]
    public async Task Acknowledging_lasts_until_it_opens_again()
    {
        _rule.Sees("organization");
        await LookAsync();
        await ChangeAsync(alert => alert.Acknowledge(new("user:default/jane", "looking", _world.Clock.GetUtcNow())));
        Assert.NotNull((await AlertAsync()).Acknowledged);
        _rule.Sees();
        await LookAsync(minutes: 61);
        _rule.Sees("organization");

        await LookAsync(minutes: 61);

        Assert.Null((await AlertAsync()).Acknowledged);
        Assert.Equal(2, (await AlertAsync()).Openings);
    }

    private Task<AlertSummary> LookAsync(double minutes = 15)
    {
        _world.Clock.Advance(TimeSpan.FromMinutes(minutes));
        return _world.Run(_rule).RunAsync(Cancel);
    }

    private async Task<Alert> AlertAsync() => (await _world.AlertAsync("scripted", "organization"))!;

    private Task<Alert?> ChangeAsync(Func<Alert, Alert> change) =>
        _world.Store.ChangeAsync(Alert.IdOf("scripted", "organization"), alert => change(alert!), Cancel);

    private sealed class ScriptedRule(string id = "scripted") : IAlertRule
    {
        private IReadOnlyList<AlertFinding> _found = [];

        public string Id => id;

        public string Runbook => "Look.";

        public Exception? Failure { get; set; }

        public bool Unknown { get; set; }

        public ScriptedRule Sees(params string[] subjects)
        {
            _found = [.. subjects.Select(subject => new AlertFinding(subject, AlertSeverity.Warning, "It is so", true, []))];
            return this;
        }

        public Task<IReadOnlyList<AlertFinding>?> LookAsync(AlertFigures figures, CancellationToken cancellationToken) =>
            Failure is { } failure ? throw failure : Task.FromResult(Unknown ? null : _found)!;
    }
}

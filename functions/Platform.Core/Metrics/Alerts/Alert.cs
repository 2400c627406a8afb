using System.Globalization;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Alerts;

public enum AlertSeverity
{
    Info,
    Warning,
    Critical,
}

public enum AlertState
{
    /// <summary>Seen, and not often enough in a row to be told.</summary>
    Pending,

    Open,
    Resolved,
}

/// <summary>What a number rests on: a component, a team, a task, a survey's group, a source.</summary>
public sealed record AlertEvidence(string Kind, string Id, string Text);

/// <summary>What a rule sees now.</summary>
/// <param name="Subject"><c>organization</c>, <c>team:…</c>, <c>component:…</c> or <c>source:…</c>.</param>
/// <param name="Title">One sentence that makes sense alone.</param>
/// <param name="IsConfirmed">More than chance, by the rule's own measure; true where the rule has none.</param>
public sealed record AlertFinding(
    string Subject, AlertSeverity Severity, string Title, bool IsConfirmed, IReadOnlyList<AlertEvidence> Evidence);

/// <param name="By">Who did; null for what happened by itself.</param>
public sealed record AlertEntry(DateTimeOffset At, string What, string? By = null, string? Reason = null);

/// <param name="Until">Nothing is told before.</param>
public sealed record AlertMute(string By, string Reason, DateTimeOffset At, DateTimeOffset Until);

public sealed record AlertAcknowledgement(string By, string Reason, DateTimeOffset At);

/// <summary>Something to tell, and to whom it was not told yet.</summary>
/// <param name="Id">The same for every attempt: whoever hears it twice knows it by this.</param>
/// <param name="Open">Channels that it is still to be handed to.</param>
public sealed record AlertAnnouncement(string Id, AlertState State, DateTimeOffset At, IReadOnlyList<string> Open);

/// <summary>
/// What a rule says of one subject, over all times that it came and went. Announcements follow from the state that was told last
/// and the state that is, so nothing is told twice and nothing that happened under a mute is told late.
/// </summary>
public sealed record Alert(
    string Id, string Rule, string Subject, AlertSeverity Severity, string Title, bool IsConfirmed,
    IReadOnlyList<AlertEvidence> Evidence)
{
    private const int MostHistory = 100;

    /// <summary>Within it, coming back is flapping.</summary>
    private static readonly TimeSpan FlapWindow = TimeSpan.FromDays(1);

    private static readonly TimeSpan LongestQuiet = TimeSpan.FromDays(1);

    public AlertState State { get; init; }

    /// <value>How often in a row it was seen.</value>
    public int Looks { get; init; }

    public DateTimeOffset FirstSeenAt { get; init; }

    public DateTimeOffset LastSeenAt { get; init; }

    public DateTimeOffset? OpenedAt { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    /// <value>How often it was opened ever; with the state the name of an announcement.</value>
    public int Openings { get; init; }

    /// <value>When it was opened within the last day before the latest opening.</value>
    public IReadOnlyList<DateTimeOffset> RecentOpenings { get; init; } = [];

    /// <value>What was told last; null when nothing ever was.</value>
    public AlertState? Told { get; init; }

    public AlertMute? Mute { get; init; }

    public AlertAcknowledgement? Acknowledged { get; init; }

    public IReadOnlyList<AlertAnnouncement> Outbox { get; init; } = [];

    /// <value>The latest last.</value>
    public IReadOnlyList<AlertEntry> History { get; init; } = [];

    public bool IsFlapping => RecentOpenings.Count > 2;

    public static string IdOf(string rule, string subject) => ContentHash.Of($"{rule}\n{subject}")[..32];

    public static Alert Of(string rule, AlertFinding finding, DateTimeOffset now) =>
        new(IdOf(rule, finding.Subject), rule, finding.Subject, finding.Severity, finding.Title, finding.IsConfirmed,
            finding.Evidence)
        { FirstSeenAt = now, LastSeenAt = now };

    /// <summary>The rule sees it.</summary>
    public Alert Seen(AlertFinding finding, DateTimeOffset now, AlertOptions options)
    {
        var seen = this with
        {
            Severity = finding.Severity,
            Title = finding.Title,
            IsConfirmed = finding.IsConfirmed,
            Evidence = finding.Evidence,
            LastSeenAt = now,
            Looks = Looks + 1,
        };
        return State == AlertState.Open || seen.Looks < options.OpenAfterLooks
            ? seen
            : seen.With(new(now, "opened")) with
            {
                State = AlertState.Open,
                OpenedAt = now,
                ResolvedAt = null,
                Openings = Openings + 1,
                RecentOpenings = [.. RecentOpenings.Where(at => now - at < FlapWindow), now],
                Acknowledged = null,
            };
    }

    /// <summary>The rule doesn't see it. What comes and goes has to stay away the longer, the oftener it came.</summary>
    public Alert NotSeen(DateTimeOffset now, AlertOptions options)
    {
        if (State != AlertState.Open)
        {
            return this with { Looks = 0 };
        }

        var recent = RecentOpenings.Count(at => now - at < FlapWindow);
        var quiet = TimeSpan.FromMinutes(options.ResolveAfterMinutes * Math.Pow(2, Math.Clamp(recent - 1, 0, 10)));
        return now - LastSeenAt < (quiet < LongestQuiet ? quiet : LongestQuiet)
            ? this with { Looks = 0 }
            : With(new(now, "resolved")) with { State = AlertState.Resolved, ResolvedAt = now, Looks = 0 };
    }

    /// <summary>Notes down what is to be told, once, to each of the channels.</summary>
    public Alert Announce(IReadOnlyList<string> channels, DateTimeOffset now)
    {
        var isNews = (State, Told) switch
        {
            (AlertState.Pending, _) => false,
            (AlertState.Resolved, null) => false,
            (var state, var told) => state != told,
        };
        if (!isNews || Mute?.Until > now)
        {
            return this;
        }

        var id = string.Create(CultureInfo.InvariantCulture, $"{Id}-{Openings}-{State.ToString().ToLowerInvariant()}");
        return this with { Told = State, Outbox = [.. Outbox, new(id, State, now, channels)] };
    }

    /// <summary>A channel has taken an announcement.</summary>
    public Alert Delivered(string announcement, string channel) => this with
    {
        Outbox = [.. Outbox
            .Select(one => one.Id != announcement ? one : one with { Open = [.. one.Open.Where(open => open != channel)] })
            .Where(one => one.Open.Count > 0)],
    };

    public Alert MuteBy(AlertMute mute) =>
        With(new(mute.At, $"muted until {mute.Until:u}", mute.By, mute.Reason)) with { Mute = mute };

    public Alert Unmute(string by, DateTimeOffset now) =>
        Mute is null ? this : With(new(now, "unmuted", by)) with { Mute = null };

    public Alert Acknowledge(AlertAcknowledgement acknowledgement) =>
        With(new(acknowledgement.At, "acknowledged", acknowledgement.By, acknowledgement.Reason)) with
        {
            Acknowledged = acknowledgement,
        };

    private Alert With(AlertEntry entry) => this with { History = [.. History.TakeLast(MostHistory - 1), entry] };
}

public interface IAlertStore : IDocuments<Alert>;

using Platform.Core.Metrics.Events;

namespace Platform.Core.Metrics.Kpis.Noted;

public enum NoteKind
{
    Request,
    Ticket,
    View,
}

/// <summary>One event that figures of the platform are made of.</summary>
/// <param name="Source">With <paramref name="Subject"/> what it is about: a request, a ticket, a page.</param>
/// <param name="Id">With <paramref name="Source"/> the event's identity.</param>
public sealed record PlatformNote(string Source, string Id, string Subject, DateTimeOffset At, Notice Notice)
{
    public NoteKind? Kind => KindOf(Notice);

    public static NoteKind? KindOf(Notice notice) => notice switch
    {
        RequestNotice => NoteKind.Request,
        TicketNotice => NoteKind.Ticket,
        DocumentationNotice => NoteKind.View,
        _ => null,
    };
}

/// <summary>What events of requests, tickets and the documentation told, by the month in which it happened.</summary>
public interface IPlatformNotes
{
    /// <summary>Repeating is harmless.</summary>
    Task AddAsync(PlatformNote note, CancellationToken cancellationToken);

    /// <returns>Those of the months of both days and between, in no particular order.</returns>
    Task<IReadOnlyList<PlatformNote>> ListAsync(
        NoteKind kind, DateOnly from, DateOnly to, CancellationToken cancellationToken);
}

public enum SignKind
{
    Component,
    Repository,

    /// <summary>A source of events: whoever sends them.</summary>
    Source,
}

/// <summary>When something was last heard of.</summary>
/// <param name="Hours">The hours with an event, counted from 1970, in order; those of the last 35 days.</param>
public sealed record SignOfLife(string Name, DateTimeOffset LastAt, IReadOnlyList<long> Hours)
{
    public const int HoursKept = 35 * 24;

    public static long HourOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / 3600;

    /// <summary>Adds a sign; one of an hour that is known changes nothing.</summary>
    public SignOfLife With(DateTimeOffset at)
    {
        var hour = HourOf(at);
        var last = at > LastAt ? at : LastAt;
        var first = HourOf(last) - HoursKept;
        return Hours.Contains(hour)
            ? this with { LastAt = last }
            : new(Name, last, [.. Hours.Append(hour).Where(known => known > first).Order()]);
    }
}

/// <summary>Who showed signs of life, to the hour.</summary>
public interface ISignsOfLife
{
    /// <summary>Repeating is harmless, and cheap within the hour.</summary>
    Task SawAsync(SignKind kind, string name, DateTimeOffset at, CancellationToken cancellationToken);

    Task<IReadOnlyList<SignOfLife>> ListAsync(SignKind kind, CancellationToken cancellationToken);
}

using Platform.Core.Drift.Rules;

namespace Platform.Core.Drift.Collection;

/// <summary>What asking an address has shown.</summary>
/// <param name="AskedAt">The last time that somebody answered or failed to.</param>
/// <param name="Status">HTTP's; null when nobody answered.</param>
/// <param name="FailingSince">The first of the failures without an answer between them.</param>
/// <param name="IsAsked">False when its host may not be asked.</param>
public sealed record LinkNote(DateTimeOffset AskedAt, int? Status, DateTimeOffset? FailingSince, bool IsAsked = true)
{
    /// <summary>Once a day: a sweep that begins a little earlier than the one before still asks.</summary>
    public static readonly TimeSpan Day = TimeSpan.FromHours(23);

    // Gone, or broken; who is refused or asked to slow down has found somebody.
    public static bool IsFailure(int? status) => status is null or 404 or 410 or >= 500;

    public LinkNote Next(DateTimeOffset at, int? status) =>
        new(at, status, IsFailure(status) ? FailingSince ?? at : null);

    /// <returns>Null while one failure alone is known: it may be the network's.</returns>
    public LinkState? State() => !IsAsked ? new(LinkHealth.NotChecked, null, null)
        : FailingSince is not { } since ? new(LinkHealth.Alive, Status, null)
        : AskedAt - since >= Day ? new(LinkHealth.Dead, Status, since)
        : null;
}

/// <summary>Addresses of a share of all, by what they are.</summary>
public sealed record LinkNotes(IReadOnlyDictionary<string, LinkNote> Links);

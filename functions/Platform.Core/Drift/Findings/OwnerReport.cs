using Platform.Core.Access;
using Platform.Core.Catalog;
using Platform.Core.Primitives;

namespace Platform.Core.Drift.Findings;

/// <summary>Somebody who says that an entity's owner is wrong.</summary>
public sealed record OwnerComplaint(string By, string Reason, DateTimeOffset At, EntityRef? SuggestedOwner = null);

/// <param name="Reason">Why it is right after all; null when the owner changed.</param>
public sealed record OwnerReportEnd(string By, DateTimeOffset At, string? Reason);

/// <summary>All that was said about an entity's present owner: one report, however many say so.</summary>
/// <param name="Owner">Who was the owner when the first one said so; null when there was none.</param>
/// <param name="Complaints">One per person, the last of each.</param>
public sealed record OwnerReport(
    EntityRef Entity, EntityRef? Owner, DateTimeOffset FirstAt, int Count, IReadOnlyList<OwnerComplaint> Complaints,
    OwnerReportEnd? Closed = null)
{
    public bool IsOpen => Closed is null;
}

/// <summary>"Owner wrong?": becomes a finding with the next sweep, and is counted until somebody mends it.</summary>
public interface IOwnerReports
{
    Task<Result<OwnerReport>> ReportAsync(
        EntityRef entity, string reason, EntityRef? suggestedOwner, Caller by, CancellationToken cancellationToken);

    /// <summary>Says that the owner is right: the owner's or an administrator's word.</summary>
    Task<Result<OwnerReport>> CloseAsync(EntityRef entity, string reason, Caller by, CancellationToken cancellationToken);

    /// <returns>By the entity's canonical reference.</returns>
    Task<IReadOnlyDictionary<string, OwnerReport>> OpenAsync(CancellationToken cancellationToken);
}

using Platform.Core.Catalog;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Library;

/// <summary>A version of a template that was in the library once. It stays renderable: its folder is kept as content.</summary>
/// <param name="Hash">Of the folder.</param>
/// <param name="Source">Address of the folder's manifest.</param>
/// <param name="Folder">The template's folder within it.</param>
/// <param name="PromotedAt">When it last became what everybody is offered; null when it never was.</param>
/// <param name="Verification">What came of the last time that it was tried; null when it never was.</param>
public sealed record TemplateVersionRecord(
    EntityRef Ref,
    string Hash,
    string? SemVer,
    string Source,
    string Folder,
    string Location,
    DateTimeOffset SeenAt,
    DateTimeOffset? PromotedAt = null,
    string? PromotedBy = null,
    TemplateVerification? Verification = null);

public enum VerificationOutcome
{
    Passed,
    Failed,
}

/// <param name="Cause"><c>promotion</c> or <c>schedule</c>.</param>
/// <param name="Canary">The task that was made to see whether its first CI run is green; null when none was.</param>
public sealed record TemplateVerification(
    VerificationOutcome Outcome, string Cause, DateTimeOffset At, IReadOnlyList<Problem> Problems, TaskId? Canary);

/// <summary>All versions of all templates.</summary>
public interface ITemplateVersions
{
    /// <summary>Keeps a version once.</summary>
    Task AddAsync(TemplateVersionRecord version, CancellationToken cancellationToken);

    Task<TemplateVersionRecord?> FindAsync(EntityRef template, string hash, CancellationToken cancellationToken);

    /// <returns>The newest first, and the hash of the one that everybody is offered; null when none was promoted.</returns>
    Task<(IReadOnlyList<TemplateVersionRecord> Versions, string? Stable)> ListAsync(
        EntityRef template, CancellationToken cancellationToken);

    Task<string?> FindStableAsync(EntityRef template, CancellationToken cancellationToken);

    Task NoteAsync(
        EntityRef template, string hash, TemplateVerification verification, CancellationToken cancellationToken);

    Task PromoteAsync(EntityRef template, string hash, string by, DateTimeOffset at, CancellationToken cancellationToken);
}

/// <param name="IsRequired">Everybody is offered the version that was promoted last, and nothing before one was.</param>
public sealed record PromotionPolicy(bool IsRequired)
{
    public static PromotionPolicy Off { get; } = new(false);
}

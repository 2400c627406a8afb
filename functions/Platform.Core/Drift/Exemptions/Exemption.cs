using Platform.Core.Primitives;

namespace Platform.Core.Drift.Exemptions;

/// <summary>A subject may differ from a rule for a while, because somebody other than who asked has said so.</summary>
/// <param name="Subject">Key of a drift subject.</param>
/// <param name="Until">It counts as failed again from here on.</param>
public sealed record Exemption(
    string Id, string Rule, string Subject, string Reason, string RequestedBy, DateTimeOffset RequestedAt, DateTimeOffset Until)
{
    public const string OwnRequest = "exemption-own-request";
    public const string Ended = "exemption-ended";

    public string? ApprovedBy { get; init; }

    public DateTimeOffset? ApprovedAt { get; init; }

    public string? RevokedBy { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    public static string IdOf(string rule, string subject) => ContentHash.Of($"{rule}\n{subject}")[..32];

    public bool Holds(DateTimeOffset now) => ApprovedAt is not null && RevokedAt is null && now < Until;

    public bool IsOver(DateTimeOffset now) => RevokedAt is not null || now >= Until;

    /// <param name="by">The same name for all of a person's ways to call.</param>
    public Result<Exemption> Approve(string by, DateTimeOffset now) =>
        IsOver(now) ? new Problem(
            Ended, "This exemption was revoked or has expired.", "id", Id, "an exemption that waits for approval")
        : by == RequestedBy ? new Problem(
            OwnRequest, "Nobody approves their own request.", "approver", by, $"somebody other than {RequestedBy}")
        : ApprovedAt is not null ? this
        : this with { ApprovedBy = by, ApprovedAt = now };

    public Exemption Revoke(string by, DateTimeOffset now) =>
        RevokedAt is not null ? this : this with { RevokedBy = by, RevokedAt = now };
}

/// <summary>The exemptions that hold at one moment.</summary>
public sealed class ExemptionSet(IEnumerable<Exemption> all, DateTimeOffset now)
{
    private readonly Dictionary<(string Rule, string Subject), Exemption> _holding = all
        .Where(one => one.Holds(now))
        .ToDictionary(one => (one.Rule, one.Subject));

    public Exemption? Find(string rule, string subject) => _holding.GetValueOrDefault((rule, subject));

    public static async Task<ExemptionSet> ReadAsync(
        IDocuments<Exemption> exemptions, DateTimeOffset now, CancellationToken cancellationToken) =>
        new(await exemptions.ListAsync(cancellationToken), now);
}

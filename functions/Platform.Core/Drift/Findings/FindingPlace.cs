using System.Globalization;
using Platform.Core.Drift.Rules;

namespace Platform.Core.Drift.Findings;

/// <summary>Where a finding stands among others: the gravest first, of those the oldest. As text it is a page's cursor.</summary>
public sealed record FindingPlace(RuleSeverity Severity, DateTimeOffset OpenedAt, string Id)
{
    public static IComparer<FindingPlace> Order { get; } = Comparer<FindingPlace>.Create(Compare);

    public static FindingPlace Of(Finding finding) => new(finding.Severity, finding.OpenedAt, finding.Id);

    /// <returns>Null when it is no cursor.</returns>
    public static FindingPlace? Read(string text) => text.Split('-') is [var severity, var ticks, var id]
        && int.TryParse(severity, NumberStyles.None, CultureInfo.InvariantCulture, out var grave)
        && Enum.IsDefined((RuleSeverity)grave)
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && at <= DateTimeOffset.MaxValue.UtcTicks && Finding.RowOfId(id) is not null
            ? new((RuleSeverity)grave, new(at, TimeSpan.Zero), id)
            : null;

    public bool IsAfter(FindingPlace other) => Compare(this, other) > 0;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)Severity}-{OpenedAt.UtcTicks}-{Id}");

    private static int Compare(FindingPlace one, FindingPlace other) =>
        one.Severity != other.Severity ? other.Severity.CompareTo(one.Severity)
        : one.OpenedAt != other.OpenedAt ? one.OpenedAt.CompareTo(other.OpenedAt)
        : string.CompareOrdinal(one.Id, other.Id);
}

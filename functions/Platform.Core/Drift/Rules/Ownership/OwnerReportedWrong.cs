using System.Globalization;

namespace Platform.Core.Drift.Rules.Ownership;

public sealed class OwnerReportedWrong : IDriftRule
{
    public RuleDescription Description { get; } = new(
        "owner-reported-wrong",
        "Somebody says that the owner is wrong",
        RuleSeverity.Warning,
        SubjectKind.Entity,
        "Takes up what people have said with 'owner wrong?'. It stays until the report is answered.",
        "Ask whoever is named now and whoever reported it, correct spec.owner, and close the report.",
        [FactNames.Catalog, FactNames.OwnerReports]);

    public RuleJudgement Judge(RuleContext context) =>
        context.World.OwnerDoubt(context.Entity.Canonical) is not { } doubt ? RuleJudgement.Passed
        : RuleJudgement.Failed([new(
            "The owner was reported as wrong on "
            + $"{doubt.At.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}: {doubt.Reason}",
            "spec.owner", context.Entity.OwnerText, "the team that really owns it")]);
}

namespace Platform.Core.Drift.Rules.Links;

public sealed class LinkDead : IDriftRule
{
    public RuleDescription Description { get; } = new(
        "link-dead",
        "A link leads nowhere",
        RuleSeverity.Info,
        SubjectKind.Entity,
        "Asks the addresses of metadata.links whether they are there, on hosts that may be asked. A dead link to a dashboard or "
            + "a runbook "
            + "is found when it is needed.",
        "Correct the link or take it out.",
        [FactNames.Catalog, FactNames.Links]);

    public RuleJudgement Judge(RuleContext context)
    {
        var links = context.Entity.Links;
        return links.Count == 0 ? RuleJudgement.NotApplicable("It has no links.")
            : LinkJudging.Judge(context, links.Select(link => ("metadata.links", link)));
    }
}

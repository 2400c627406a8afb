namespace Platform.Core.Drift.Rules.Pipelines;

public sealed class CiWorkflowOutdated : IDriftRule
{
    public RuleDescription Description { get; } = new(
        "ci-workflow-outdated",
        "CI calls an old version of the golden workflow",
        RuleSeverity.Warning,
        SubjectKind.Repository,
        "Compares the version behind the '@' of each call of a golden workflow with the minimum of golden-path.yaml. A moving "
            + "tag such as "
            + "v2 stands for the newest of its kind, and a branch for the newest of all.",
        "Raise the version behind the '@'.",
        [FactNames.Listing, FactNames.Content]);

    public RuleJudgement Judge(RuleContext context)
    {
        if (RuleScope.SkipDead(context) is { } skipped)
        {
            return skipped;
        }

        var uses = WorkflowScope.GoldenUses(context).Where(one => one.Golden.Minimum is not null).ToList();
        if (uses.Count == 0)
        {
            return RuleJudgement.NotApplicable("It calls no golden workflow that has a minimum.");
        }

        var evidence = uses
            .Where(one => WorkflowVersion.IsOlder(one.Use.Reference, one.Golden.Minimum!))
            .Select(one => new RuleEvidence(
                $"{one.Use.Target} is called in version {one.Use.Reference}.", $"{one.File.Path}:{one.Use.Line}",
                one.Use.Reference, $"{one.Golden.Minimum} or newer"))
            .ToList();
        return evidence.Count == 0 && uses.Exists(one => WorkflowVersion.IsCommit(one.Use.Reference))
            ? RuleJudgement.Unknown("It is pinned to a commit, whose version is not known.")
            : RuleJudgement.Of(evidence);
    }
}

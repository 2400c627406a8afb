namespace Platform.Core.Drift.Rules.Upkeep;

public sealed class TemplateBehind : IDriftRule
{
    public RuleDescription Description { get; } = new(
        "template-behind",
        "The repository is behind its template",
        RuleSeverity.Warning,
        SubjectKind.Repository,
        "Compares the version of the template that made a repository, or a folder of it, with the template as it is now. What "
            + "is mended in "
            + "the template reaches only those that follow.",
        "Take over the template's changes by an update of the template.",
        [FactNames.Listing, FactNames.Provenance]);

    public RuleJudgement Judge(RuleContext context)
    {
        if (RuleScope.SkipDead(context) is { } skipped)
        {
            return skipped;
        }

        var folders = context.World.Scaffolded(context.Repository);
        return folders.Count == 0
            ? RuleJudgement.NotApplicable("No template made it.")
            : RuleJudgement.Of([.. folders
                .Where(one => one.CurrentHash is { } hash && hash != one.Hash)
                .Select(one => new RuleEvidence(
                    $"It was made by {one.Template} in version {one.Version}.", one.Folder, one.Version, one.CurrentVersion))]);
    }
}

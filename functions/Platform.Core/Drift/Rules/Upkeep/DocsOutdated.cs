using System.Globalization;

namespace Platform.Core.Drift.Rules.Upkeep;

public sealed class DocsOutdated : IDriftRule
{
    public RuleDescription Description { get; } = new(
        "docs-outdated",
        "The documentation stood still while the code moved",
        RuleSeverity.Info,
        SubjectKind.Repository,
        "Compares when code and documentation were changed last, and how many commits changed code since. Documentation that "
            + "nobody touches "
            + "describes something else by now.",
        "Read the documentation against the code and correct it; a commit that touches it is enough.",
        [FactNames.Listing, FactNames.Content, FactNames.Commits, FactNames.Catalog])
    {
        Options =
        [
            RuleOption.Number("days", "The code may be ahead by so many days.", 180, 1, 3650),
            RuleOption.Number("commits", "And by so many commits.", 30, 1, 100_000),
        ],
    };

    public RuleJudgement Judge(RuleContext context)
    {
        if (RuleScope.SkipWithoutComponent(context) is { } skipped)
        {
            return skipped;
        }

        var commits = context.Repository.Commits!.Value;
        if (context.Repository.Content!.Value.Docs.Count == 0 || commits.LastCodeAt is not { } code)
        {
            return RuleJudgement.NotApplicable("It has no documentation, or its code did not move.");
        }

        // Never touched within what was read: then it is older than the span's begin.
        var docs = commits.LastDocsAt ?? commits.Since;
        return commits.CodeCommitsSinceDocs >= context.Number("commits")
            && code - docs >= TimeSpan.FromDays(context.Number("days"))
            ? RuleJudgement.Failed([new(
                $"{commits.CodeCommitsSinceDocs} commits changed code since the documentation was changed, on or before "
                + $"{docs.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.",
                context.Repository.Content.Value.Docs[0], commits.CodeCommitsSinceDocs,
                $"fewer than {context.Number("commits")} commits")])
            : RuleJudgement.Passed;
    }
}

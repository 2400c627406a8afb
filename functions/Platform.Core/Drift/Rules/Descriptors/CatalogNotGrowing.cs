namespace Platform.Core.Drift.Rules.Descriptors;

public sealed class CatalogNotGrowing : IDriftRule
{
    public RuleDescription Description { get; } = new(
        "catalog-not-growing",
        "The catalog does not grow while the organization does",
        RuleSeverity.Warning,
        SubjectKind.Organization,
        "Compares the number of components with those of repositories and deployments over some weeks. A catalog that stands "
            + "still while "
            + "the work goes on is being left behind.",
        "Look at the repositories without descriptors and the services that are not in the catalog, and register them.",
        [FactNames.Catalog, FactNames.Counts])
    {
        Options = [RuleOption.Number("weeks", "So many whole weeks are compared.", 8, 2, 104)],
    };

    public RuleJudgement Judge(RuleContext context)
    {
        var (weeks, span) = (context.World.Weeks(context.Input.Subject.Name), context.Number("weeks"));
        if (weeks.Count <= span)
        {
            return RuleJudgement.Unknown($"Only {weeks.Count} weeks were counted; {span + 1} are needed.");
        }

        var (first, last) = (weeks[^(span + 1)], weeks[^1]);
        var evidence = new List<RuleEvidence>();
        if (last.Entities <= first.Entities)
        {
            AddIfGrown(evidence, "repositories", first.Repositories, last.Repositories, last.Entities);
            AddIfGrown(evidence, "deployments a week", first.Deployments, last.Deployments, last.Entities);
        }

        return RuleJudgement.Of(evidence);
    }

    private static void AddIfGrown(List<RuleEvidence> evidence, string what, int before, int after, int entities)
    {
        if (after > before)
        {
            evidence.Add(new(
                $"There are {after} {what} after {before}, and still {entities} components.", what, after, "more components"));
        }
    }
}

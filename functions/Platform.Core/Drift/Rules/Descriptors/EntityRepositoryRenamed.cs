namespace Platform.Core.Drift.Rules.Descriptors;

public sealed class EntityRepositoryRenamed : IDriftRule
{
    public const string ProjectSlug = "github.com/project-slug";

    public RuleDescription Description { get; } = new(
        "entity-repository-renamed",
        "The entity's repository has another name now",
        RuleSeverity.Warning,
        SubjectKind.Entity,
        "Compares the repository's name with the one that the entity was read from, and with its annotation "
            + "github.com/project-slug. "
            + "The old name works only until somebody takes it.",
        "Write the new name into the descriptor's annotations and links, and register it again.",
        [FactNames.Catalog, FactNames.Listing]);

    public RuleJudgement Judge(RuleContext context)
    {
        var (entity, listed) = (context.Entity, context.Repository.Listing.Value);
        if (entity.Repository is not { } name || listed.Gone)
        {
            return RuleJudgement.NotApplicable("It comes from no repository that exists.");
        }

        var evidence = new List<RuleEvidence>();
        if (!name.Equals(listed.Name))
        {
            evidence.Add(new($"{name} is called {listed.Name} now.", entity.Path, $"{name}", $"{listed.Name}"));
        }

        if (entity.Annotations.TryGetValue(ProjectSlug, out var slug)
            && !slug.Equals($"{listed.Name}", StringComparison.OrdinalIgnoreCase)
            && (slug.Equals($"{name}", StringComparison.OrdinalIgnoreCase)
                || listed.FormerNames.Contains(slug, StringComparer.OrdinalIgnoreCase)))
        {
            evidence.Add(new(
                $"The annotation {ProjectSlug} has the former name.", $"metadata.annotations.{ProjectSlug}", slug,
                $"{listed.Name}"));
        }

        return RuleJudgement.Of(evidence);
    }
}

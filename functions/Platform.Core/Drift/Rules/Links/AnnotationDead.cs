using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Drift.Rules.Links;

public sealed class AnnotationDead : IDriftRule
{
    private const string TechDocs = "backstage.io/techdocs-ref";

    public RuleDescription Description { get; } = new(
        "annotation-dead",
        "An annotation points at nothing",
        RuleSeverity.Warning,
        SubjectKind.Entity,
        "Looks where annotations point: the repository of github.com/project-slug, the folder of backstage.io/techdocs-ref, and "
            + "addresses "
            + "on hosts that may be asked. Tools take them at their word and show nothing.",
        "Correct the annotation or take it out.",
        [FactNames.Catalog, FactNames.Repositories])
    {
        AlsoFacts = [FactNames.Links, FactNames.Content],
    };

    public RuleJudgement Judge(RuleContext context)
    {
        var evidence = new List<RuleEvidence>();
        string? unknown = null;
        var isAny = false;
        foreach (var (key, value) in context.Entity.Annotations)
        {
            var judged = JudgeOne(context, key, value);
            isAny |= judged.Outcome != RuleOutcome.NotApplicable;
            evidence.AddRange(judged.Evidence);
            unknown ??= judged.Outcome == RuleOutcome.Unknown ? judged.Reason : null;
        }

        return !isAny ? RuleJudgement.NotApplicable("No annotation points anywhere.")
            : evidence.Count == 0 && unknown is not null ? RuleJudgement.Unknown(unknown)
            : RuleJudgement.Of(evidence);
    }

    /// <summary>That this rule wants to know of.</summary>
    public static IEnumerable<string> AddressesOf(EntityFacts entity) => entity.Annotations
        .Where(one => !IsTheCatalogs(one.Key) && one.Key is not Descriptors.EntityRepositoryRenamed.ProjectSlug)
        .Select(one => Address(one.Value)).OfType<string>();

    // Written by the catalog itself.
    private static bool IsTheCatalogs(string key) => key is "backstage.io/managed-by-location"
        or "backstage.io/managed-by-origin-location" or "backstage.io/view-url" or "backstage.io/edit-url";

    private static RuleJudgement JudgeOne(RuleContext context, string key, string value)
    {
        var field = $"metadata.annotations.{key}";
        return key switch
        {
            _ when IsTheCatalogs(key) => RuleJudgement.NotApplicable("It is the catalog's."),
            Descriptors.EntityRepositoryRenamed.ProjectSlug => OfRepository(context, field, value),
            TechDocs when value.StartsWith("dir:", StringComparison.Ordinal) => OfDocs(context, field, value),
            _ when Address(value) is { } url => LinkJudging.Judge(context, [(field, url)]),
            _ => RuleJudgement.NotApplicable("It points nowhere."),
        };
    }

    private static string? Address(string value)
    {
        var text = value.StartsWith("url:", StringComparison.Ordinal) ? value[4..] : value;
        return text.StartsWith("https://", StringComparison.Ordinal) || text.StartsWith("http://", StringComparison.Ordinal)
            ? text : null;
    }

    private static RuleJudgement OfRepository(RuleContext context, string field, string value) =>
        !RepositoryName.TryParse(value, out var repository)
            ? RuleJudgement.Failed([new("It names no repository.", field, value, "owner/name")])
            // Of its own repository other rules speak.
            : repository.Equals(context.Entity.Repository) ? RuleJudgement.Passed
            : context.World.Presence(repository) switch
            {
                RepositoryPresence.Gone =>
                    RuleJudgement.Failed([new($"There is no {repository}.", field, value, "a repository that exists")]),
                RepositoryPresence.Listed => RuleJudgement.Passed,
                _ => RuleJudgement.Unknown($"{repository} is in no organization that is listed."),
            };

    private static RuleJudgement OfDocs(RuleContext context, string field, string value)
    {
        if (context.Input.Repository?.Content?.Value is not { Complete: true } content || context.Entity.Path is not { } path)
        {
            return RuleJudgement.Unknown($"{FactNames.Content} is not known.");
        }

        var folder = RelativePaths.Resolve(path, value["dir:".Length..]);
        return folder is not null && content.Docs.Any(file => file == $"{folder}mkdocs.yml" || file == $"{folder}mkdocs.yaml")
            ? RuleJudgement.Passed
            : RuleJudgement.Failed([new("There is no mkdocs.yml.", field, value, "a folder with a mkdocs.yml")]);
    }
}

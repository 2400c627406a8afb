using Platform.Core.Catalog;
using Platform.Core.Drift.Content;

namespace Platform.Core.Drift.Rules.Ownership;

public sealed class OwnerNotCommitting : IDriftRule
{
    public RuleDescription Description { get; } = new(
        "owner-not-committing",
        "Others than the owner do the work",
        RuleSeverity.Warning,
        SubjectKind.Entity,
        "Compares spec.owner with whom CODEOWNERS names for the entity's folder, and with who commits. Where both point "
            + "elsewhere, or one "
            + "does so clearly, the owner that is declared is a name from the past.",
        "Agree with whoever does the work on who owns it, and correct spec.owner or CODEOWNERS.",
        [FactNames.Catalog, FactNames.People, FactNames.Listing, FactNames.Content, FactNames.Commits])
    {
        Options =
        [
            RuleOption.Number("percent", "The owner's members make at least so many of a hundred commits.", 20, 1, 100),
            RuleOption.Number("commits", "Fewer commits than this say nothing.", 10, 1, 100_000),
        ],
    };

    public RuleJudgement Judge(RuleContext context)
    {
        if (RuleScope.SkipDead(context) is { } skipped)
        {
            return skipped;
        }

        var entity = context.Entity;
        if (!entity.IsComponent || entity.Owner is not { } owner || context.World.Find(owner.Canonical) is null)
        {
            return RuleJudgement.NotApplicable("It is no component that somebody in the catalog owns.");
        }

        var logins = context.World.Logins(owner);
        if (logins.Count == 0)
        {
            return RuleJudgement.Unknown($"No login of {owner}'s members is known.");
        }

        return RuleJudgement.Of([.. OfCodeOwners(context, owner, logins), .. OfCommits(context, owner, logins)]);
    }

    private static IEnumerable<RuleEvidence> OfCodeOwners(RuleContext context, EntityRef owner, IReadOnlySet<string> logins)
    {
        var path = context.Entity.Path ?? string.Empty;
        var folder = path.LastIndexOf('/') is var cut and > 0 ? path[..cut] : string.Empty;
        var line = OwnersMatching.OfFolder(context.Repository.Content!.Value.CodeOwners, folder);
        var named = line?.Owners.Select(context.World.OwnerNamed).OfType<EntityRef>().ToList() ?? [];

        // Whoever the catalog does not know may well be the owner.
        if (named.Count > 0 && named.Count == line!.Owners.Count && !named.Exists(one => Shares(context, one, owner, logins)))
        {
            yield return new(
                $"CODEOWNERS gives it to {string.Join(", ", line.Owners)}.", $"CODEOWNERS:{line.Line}",
                string.Join(' ', line.Owners), owner.Canonical);
        }
    }

    private static bool Shares(RuleContext context, EntityRef named, EntityRef owner, IReadOnlySet<string> logins) =>
        named.Equals(owner) || context.World.Logins(named).Any(logins.Contains);

    private static IEnumerable<RuleEvidence> OfCommits(RuleContext context, EntityRef owner, IReadOnlySet<string> logins)
    {
        var isShared = context.World.EntitiesOf(context.Repository.Name)
            .Any(one => one.IsComponent && one.Owner is { } other && !other.Equals(owner));
        var shares = context.Repository.Commits!.Value.ByAuthor;
        var all = shares.Values.Sum();

        // Of a repository with several owners nobody counted whose folders the commits were in.
        if (isShared || all < context.Number("commits"))
        {
            yield break;
        }

        var own = shares.Where(one => logins.Contains(one.Key.ToLowerInvariant())).Sum(one => one.Value);
        if (own * 100L < (long)all * context.Number("percent"))
        {
            yield return new(
                $"{owner}'s members made {own} of the last {all} commits.", "spec.owner", own,
                $"at least {context.Number("percent")} of a hundred");
        }
    }
}

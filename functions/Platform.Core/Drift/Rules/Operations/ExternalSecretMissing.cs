using Platform.Core.Primitives;

namespace Platform.Core.Drift.Rules.Operations;

public sealed class ExternalSecretMissing : IDriftRule
{
    public RuleDescription Description { get; } = new(
        "external-secret-missing",
        "A workload reads a secret that nothing here makes",
        RuleSeverity.Warning,
        SubjectKind.Repository,
        "Compares the secrets that workloads of a repository read with its ExternalSecrets, sealed and encrypted secrets. One "
            + "that somebody "
            + "made by hand is missing in the next cluster.",
        "Add an ExternalSecret that makes it, or name the secret in the rule's 'except'.",
        [FactNames.Listing, FactNames.Content])
    {
        Options = [RuleOption.Texts("except", "Names of secrets that come from elsewhere; '*' stands for anything.")],
    };

    public RuleJudgement Judge(RuleContext context)
    {
        if (RuleScope.SkipDead(context) is { } skipped)
        {
            return skipped;
        }

        var manifests = context.Repository.Content!.Value.Manifests;
        var reads = manifests.Where(one => one.UsesSecrets.Count > 0).ToList();
        if (reads.Count == 0)
        {
            return RuleJudgement.NotApplicable("Nothing here reads a secret.");
        }

        var made = manifests.Select(one => one.MakesSecret).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var except = context.Texts("except").Select(GlobPattern.Parse).ToList();
        return RuleJudgement.Of([..
            from manifest in reads
            from secret in manifest.UsesSecrets
            where !made.Contains(secret) && !except.Exists(one => one.IsMatch(secret))
            select new RuleEvidence(
                $"{manifest.Kind} {manifest.Name} reads the secret {secret}, which nothing here makes.",
                $"{manifest.Path}:{manifest.Line}", secret, $"an ExternalSecret that makes {secret}")]);
    }
}

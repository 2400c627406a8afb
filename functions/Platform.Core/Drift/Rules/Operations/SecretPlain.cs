namespace Platform.Core.Drift.Rules.Operations;

public sealed class SecretPlain : IDriftRule
{
    public RuleDescription Description { get; } = new(
        "secret-plain",
        "A secret stands in a manifest in clear",
        RuleSeverity.Error,
        SubjectKind.Repository,
        "Looks for Kubernetes manifests of kind Secret with values under data or stringData; Base64 hides nothing. Sealed and "
            + "encrypted "
            + "ones and those that a template fills in are none. Only the keys are told, never the values.",
        "Change the secret where it is used, put it into the vault, and let an ExternalSecret fetch it.",
        [FactNames.Listing, FactNames.Content]);

    public RuleJudgement Judge(RuleContext context) => RuleScope.SkipDead(context)
        ?? RuleJudgement.Of([.. context.Repository.Content!.Value.Manifests
            .Where(manifest => manifest.PlainSecrets.Count > 0)
            .Select(manifest => new RuleEvidence(
                $"The secret {manifest.Name} has values in clear: {string.Join(", ", manifest.PlainSecrets)}.",
                $"{manifest.Path}:{manifest.Line}", null, "an ExternalSecret, or a sealed one"))]);
}

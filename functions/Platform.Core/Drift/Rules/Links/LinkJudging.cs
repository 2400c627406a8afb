namespace Platform.Core.Drift.Rules.Links;

internal static class LinkJudging
{
    public static RuleJudgement Judge(RuleContext context, IEnumerable<(string Field, string Url)> links)
    {
        var evidence = new List<RuleEvidence>();
        string? unseen = null;
        foreach (var (field, url) in links)
        {
            if (context.World.Link(url) is not { } state)
            {
                unseen ??= url;
            }
            else if (state.Health == LinkHealth.Dead)
            {
                evidence.Add(new(
                    state.Status is { } status ? $"It answers with {status}." : "Nobody answers there.", field, url,
                    "an address that answers"));
            }
        }

        return evidence.Count == 0 && unseen is not null ? RuleJudgement.Unknown($"{unseen} was not asked yet.")
            : RuleJudgement.Of(evidence);
    }
}

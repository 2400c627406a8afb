using Platform.Core.Metrics.Events;

namespace Platform.Core.Metrics.Facts;

/// <summary>
/// What an environment is for. The catalog's word goes first: renaming an environment or a sender's claim doesn't move its
/// deployments out of production.
/// </summary>
public sealed class EnvironmentTiers(IReadOnlyDictionary<string, EnvironmentTier> catalog)
{
    private static readonly (string Word, EnvironmentTier Tier)[] Words =
    [
        ("preprod", EnvironmentTier.Staging), ("preproduction", EnvironmentTier.Staging), ("nonprod", EnvironmentTier.Testing),
        ("staging", EnvironmentTier.Staging), ("stage", EnvironmentTier.Staging), ("stg", EnvironmentTier.Staging),
        ("uat", EnvironmentTier.Testing), ("test", EnvironmentTier.Testing), ("testing", EnvironmentTier.Testing),
        ("qa", EnvironmentTier.Testing), ("dev", EnvironmentTier.Development), ("development", EnvironmentTier.Development),
        ("production", EnvironmentTier.Production), ("prod", EnvironmentTier.Production), ("prd", EnvironmentTier.Production),
        ("live", EnvironmentTier.Production),
    ];

    /// <param name="claimed">What the event says.</param>
    public EnvironmentTier? Of(string environment, EnvironmentTier? claimed) =>
        catalog.TryGetValue(environment, out var known) ? known : claimed ?? ByName(environment);

    /// <returns>
    /// What a name suggests: <c>prod-eu</c>, <c>eu_production</c>, <c>staging2</c>; null when it suggests nothing.
    /// </returns>
    public static EnvironmentTier? ByName(string environment)
    {
        var parts = environment.ToLowerInvariant().Replace("pre-prod", "preprod", StringComparison.Ordinal)
            .Replace("non-prod", "nonprod", StringComparison.Ordinal)
            .Split(['-', '_', '.', '/', ' ', ':'], StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.TrimEnd("0123456789".ToCharArray())).ToList();
        foreach (var (word, tier) in Words)
        {
            if (parts.Contains(word))
            {
                return tier;
            }
        }

        return null;
    }
}

using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Metrics.Gaming;

/// <summary>Ways in which good figures come from bad practice, in the order G1 to G14.</summary>
public enum GamingVector
{
    /// <summary>G1: rollbacks count as deployments.</summary>
    RollbacksInFrequency = 1,

    /// <summary>G2: deployments that bring nothing.</summary>
    EmptyDeployments,

    /// <summary>G3: one change in many deployments.</summary>
    SplitChanges,

    /// <summary>G4: lead time that begins late.</summary>
    LeadTimeFromMerge,

    /// <summary>G5: deployed, and off.</summary>
    DeployedButOff,

    /// <summary>G6: commits whose dates are younger than the work.</summary>
    ClockReset,

    /// <summary>G7: failures that nobody filed.</summary>
    UnfiledFailures,

    /// <summary>G8: incidents that were closed and had to be opened again.</summary>
    EarlyResolutions,

    /// <summary>G9: production under another name.</summary>
    RelabelledProduction,

    /// <summary>G10: components that an average hides.</summary>
    HiddenComponents,

    /// <summary>G11: what bots do.</summary>
    Bots,

    /// <summary>G12: what leaving weekends out would change.</summary>
    Weekends,

    /// <summary>G13: changes that are in no lead time because they never arrive.</summary>
    Survivorship,

    /// <summary>G14: closed days that changed.</summary>
    EditedHistory,
}

/// <summary>A vector that was seen, with what shows it.</summary>
/// <param name="Id">G1 to G14.</param>
/// <param name="Scope">The component, or a wider scope for what only shows there.</param>
/// <param name="Value">How much: a share, a ratio or seconds, as <paramref name="Meaning"/> says.</param>
/// <param name="Found">How many there are.</param>
/// <param name="Evidence">Ids of deployments, incidents, changes, components or days; of many the first hundred.</param>
public sealed record GamingSignal(
    string Id, GamingVector Vector, string Scope, double? Value, string Meaning, int Found, IReadOnlyList<string> Evidence)
{
    private const int MostNamed = 100;

    /// <returns>Null when the value isn't above the threshold of the options.</returns>
    internal static GamingSignal? Of(
        GamingVector vector, string scope, IReadOnlyList<Sighting> sightings, Bucket counts, DoraOptions options) =>
        GamingScale.ValueOf(vector, sightings, counts) is { } value && value > GamingScale.ThresholdOf(vector, options)
            ? new(
                IdOf(vector), vector, scope, value, GamingScale.MeaningOf(vector), sightings.Count,
                [.. sightings.Select(one => one.Id).Distinct().Take(MostNamed)])
            : null;

    public static string IdOf(GamingVector vector) => $"G{(int)vector}";
}

using Platform.Core.Metrics.Events;

namespace Platform.Core.Metrics.Replay;

/// <summary>What became of the events of a file; nothing is dropped without a line here.</summary>
/// <param name="Repeated">The same event came before.</param>
/// <param name="Refused">They have problems.</param>
/// <param name="WithoutFigure">Kept, but no figure is made of them: how many of which kind, and why.</param>
public sealed record ReplayTally(
    int Events, int Recorded, int Repeated, int Refused, IReadOnlyDictionary<string, int> WithoutFigure)
{
    /// <returns>Null when figures are made of the event.</returns>
    public static string? ReasonOf(DeliveryEvent told) => told.Notice switch
    {
        OtherNotice other => $"{other.Name}: no figure is made of it",
        DeploymentNotice { Component: null } => "deployment without a component",
        ReleaseNotice { Component: null } => "release without a component",
        OwnershipNotice { Component: null } => "ownership without a component",
        _ => null,
    };
}

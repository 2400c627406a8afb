namespace Platform.Core.Drift.Collection;

/// <summary>When a component was last deployed to an environment.</summary>
/// <param name="Component">Canonical, whether or not the catalog knows it.</param>
/// <param name="Tier">Of the environment: <c>production</c>, <c>staging</c>, …; <c>other</c> when nobody says.</param>
/// <param name="Count">Days with a deployment.</param>
/// <param name="Repository"><c>owner/name</c>; null when the events name none, or one of elsewhere.</param>
public sealed record DeploymentSign(
    string Component, string Environment, string Tier, DateTimeOffset LastAt, int Count, string? Repository = null)
{
    public bool IsUnknown => Tier == "other";
}

/// <summary>The last deployments, as delivery events tell of them.</summary>
public interface IDeploymentSigns
{
    Task<IReadOnlyList<DeploymentSign>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Writes nothing for another one of the same day. Repeating is harmless.</summary>
    Task NoteAsync(DeploymentSign sign, CancellationToken cancellationToken);

    /// <returns>When the first one was noted; null before.</returns>
    Task<DateTimeOffset?> SinceAsync(CancellationToken cancellationToken);
}

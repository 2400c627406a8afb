using Platform.Core.Catalog;

namespace Platform.Core.Metrics;

public enum RecordOutcome
{
    Recorded,

    /// <summary>The same event came before; nothing changed.</summary>
    Repeated,

    /// <summary>Another event came under this source and id; the first one stands.</summary>
    IdReused,
}

/// <summary>A component's day whose counts may be out of date.</summary>
/// <param name="Version">Changes with each mark, so that a mark made during a recount survives it.</param>
public sealed record DirtyDay(EntityRef Component, DateOnly Day, string Version);

/// <summary>Events, the facts they tell, and the counts made of those.</summary>
public interface IDeploymentStore
{
    /// <summary>Keeps the event and its fact and marks the day. Safe to repeat at any point, also after half of it.</summary>
    Task<RecordOutcome> RecordAsync(DeploymentFact fact, CancellationToken cancellationToken);

    IAsyncEnumerable<DirtyDay> DirtyDaysAsync(CancellationToken cancellationToken);

    Task<IReadOnlyList<DeploymentFact>> FactsAsync(EntityRef component, DateOnly day, CancellationToken cancellationToken);

    /// <summary>Writes nothing when the same counts are there.</summary>
    Task SaveAsync(EntityRef component, DeploymentCounts counts, CancellationToken cancellationToken);

    /// <summary>Takes the mark away, unless the day was marked again since.</summary>
    Task ClearAsync(DirtyDay day, CancellationToken cancellationToken);

    /// <returns>The days that have counts, in order.</returns>
    Task<IReadOnlyList<DeploymentCounts>> CountsAsync(
        EntityRef component, DateOnly from, DateOnly to, CancellationToken cancellationToken);
}

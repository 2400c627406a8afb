using System.Diagnostics;

namespace Platform.Core.SourceControl;

/// <summary>Knows of what a delivery is a consequence: GitHub hands no trace on, but its news name commits.</summary>
public interface IDeliveryTraces
{
    /// <returns>The trace in which the commit was made that the delivery is about; null when it is not ours.</returns>
    Task<ActivityContext?> FindAsync(GitHubDelivery delivery, CancellationToken cancellationToken);
}

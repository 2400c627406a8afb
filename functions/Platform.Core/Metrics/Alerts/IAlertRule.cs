namespace Platform.Core.Metrics.Alerts;

/// <summary>One thing worth telling people about. A new one is one class, one registration, one test and one line in the
/// docs.</summary>
public interface IAlertRule
{
    /// <value>Stable, kebab-case.</value>
    string Id { get; }

    /// <value>What to do about it, in a few sentences.</value>
    string Runbook { get; }

    /// <returns>All that holds now; null when nobody can say, and then everything stays as it is.</returns>
    Task<IReadOnlyList<AlertFinding>?> LookAsync(AlertFigures figures, CancellationToken cancellationToken);
}

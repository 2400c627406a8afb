namespace Platform.Core.Scaffolding.Publishing;

/// <summary>Hears about every wait for the shared call budget, so that a task's log can say why it stands still.</summary>
public interface IBudgetWaits
{
    Task ReportAsync(BudgetWait wait, CancellationToken cancellationToken);
}

/// <summary>A wait before a call to source control.</summary>
/// <param name="TaskId">The task whose call waits; null when no task stands behind it.</param>
/// <param name="Organization">Whose budget is used up.</param>
/// <param name="Reason">A sentence: which limit, how much of it.</param>
public sealed record BudgetWait(string? TaskId, string Organization, string Reason, TimeSpan Delay);

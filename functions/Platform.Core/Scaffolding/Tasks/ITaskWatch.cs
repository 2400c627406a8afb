using Platform.Core.Scaffolding.Approvals;

namespace Platform.Core.Scaffolding.Tasks;

/// <summary>
/// Hears how tasks and their approvals come and go. At least once, from activities, which are repeated until all have heard.
/// </summary>
public interface ITaskWatch
{
    /// <summary>Also when the task is taken up again.</summary>
    Task OnBegunAsync(ScaffoldTask task, CancellationToken cancellationToken);

    /// <param name="task">As it ended.</param>
    Task OnEndedAsync(ScaffoldTask task, CancellationToken cancellationToken);

    /// <param name="approval">As it was asked, or as it was decided or expired.</param>
    Task OnApprovalAsync(Approval approval, CancellationToken cancellationToken);
}

/// <summary>Everybody who watches.</summary>
public sealed class TaskWatches(IEnumerable<ITaskWatch> watches)
{
    public Task BegunAsync(ScaffoldTask task, CancellationToken cancellationToken) =>
        Task.WhenAll(watches.Select(watch => watch.OnBegunAsync(task, cancellationToken)));

    public Task EndedAsync(ScaffoldTask task, CancellationToken cancellationToken) =>
        Task.WhenAll(watches.Select(watch => watch.OnEndedAsync(task, cancellationToken)));

    public Task ApprovalAsync(Approval approval, CancellationToken cancellationToken) =>
        Task.WhenAll(watches.Select(watch => watch.OnApprovalAsync(approval, cancellationToken)));
}

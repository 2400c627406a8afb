using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.SourceControl;

/// <summary>Starts workflows by hand, so to speak.</summary>
public interface IWorkflowDispatch
{
    /// <returns>The newest run of that workflow and reference that was dispatched; 0 without one.</returns>
    Task<Result<DispatchedRun>> NewestAsync(
        RepositoryName repository, WorkflowReference workflow, CancellationToken cancellationToken);

    /// <returns>What GitHub says of the run; of a host that says nothing, a run without a number.</returns>
    Task<Result<DispatchedRun>> DispatchAsync(
        RepositoryName repository,
        WorkflowReference workflow,
        IReadOnlyDictionary<string, string> inputs,
        CancellationToken cancellationToken);
}

/// <param name="Workflow">The name of its file, or its number.</param>
/// <param name="Reference">A branch or tag.</param>
public sealed record WorkflowReference(string Workflow, string Reference);

public sealed record DispatchedRun(long Id, Uri? Url)
{
    public static DispatchedRun None { get; } = new(0, null);
}

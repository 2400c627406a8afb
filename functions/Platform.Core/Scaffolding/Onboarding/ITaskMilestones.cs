using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Onboarding;

/// <summary>What a new service reaches on its way from the request to its users, in the usual order.</summary>
public enum Milestone
{
    Requested,
    RepositoryCreated,
    FirstCiGreen,
    CatalogVisible,
    StagingDeployed,
    ProductionDeployed,
}

/// <summary>The onboarding clock's journal.</summary>
public interface ITaskMilestones
{
    /// <summary>Starts a task's clock at the time of its request. Its other milestones do so too, if this is lost.</summary>
    Task BeginAsync(ScaffoldTask task, CancellationToken cancellationToken);

    /// <summary>
    /// Notes that a task's service reached something. Of several notes of one milestone the one that happened first stands,
    /// whatever order they come in, so repeating is harmless. What happened before the request is somebody else's and is
    /// left out, as are tasks that don't exist.
    /// </summary>
    /// <param name="at">When it happened, by the event, not when it was heard.</param>
    /// <param name="evidence">Where a person finds it: an address, a run, an event's source and id.</param>
    Task RecordAsync(TaskId task, Milestone milestone, DateTimeOffset at, string evidence, CancellationToken cancellationToken);
}

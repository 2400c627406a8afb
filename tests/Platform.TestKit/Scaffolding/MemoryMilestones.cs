using System.Collections.Concurrent;
using Platform.Core.Scaffolding.Onboarding;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.TestKit.Scaffolding;

/// <summary>Hears of milestones.</summary>
public sealed class MemoryMilestones : ITaskMilestones
{
    private readonly ConcurrentQueue<(TaskId Task, Milestone Milestone, DateTimeOffset At, string Evidence)> _noted = new();

    public IReadOnlyList<(TaskId Task, Milestone Milestone, DateTimeOffset At, string Evidence)> Noted => [.. _noted];

    public Task BeginAsync(ScaffoldTask task, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task RecordAsync(
        TaskId task, Milestone milestone, DateTimeOffset at, string evidence, CancellationToken cancellationToken)
    {
        _noted.Enqueue((task, milestone, at, evidence));
        return Task.CompletedTask;
    }
}

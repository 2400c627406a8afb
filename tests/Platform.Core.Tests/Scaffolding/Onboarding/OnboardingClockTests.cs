using Platform.Core.Scaffolding.Onboarding;
using Platform.Core.Scaffolding.Tasks;
using Platform.TestKit.Scaffolding;

namespace Platform.Core.Tests.Scaffolding.Onboarding;

public sealed class OnboardingClockTests
{
    private readonly MemoryTaskStore _tasks = new();
    private readonly MemoryOnboardingStore _store = new();
    private readonly ScaffoldTask _task = new TaskBuilder().Build();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_to_happen_stands_whatever_came_first()
    {
        await NoteAsync(Milestone.StagingDeployed, minutes: 5);
        await NoteAsync(Milestone.StagingDeployed, minutes: 9);
        Assert.Equal(_task.CreatedAt.AddMinutes(5), (await FindAsync())!.At(Milestone.StagingDeployed));

        await NoteAsync(Milestone.StagingDeployed, minutes: 3);
        Assert.Equal(_task.CreatedAt.AddMinutes(3), (await FindAsync())!.At(Milestone.StagingDeployed));
    }

    [Fact]
    public async Task What_happened_before_the_request_is_left_out()
    {
        await NoteAsync(Milestone.ProductionDeployed, minutes: -1);

        Assert.Null((await FindAsync())?.At(Milestone.ProductionDeployed));
    }

    [Fact]
    public async Task A_clock_of_whole_seconds_may_seem_to_precede_the_request()
    {
        await NoteAsync(Milestone.FirstCiGreen, minutes: -0.9 / 60);

        Assert.Equal(_task.CreatedAt, (await FindAsync())!.At(Milestone.FirstCiGreen));
    }

    [Fact]
    public async Task A_task_that_does_not_exist_has_no_milestones()
    {
        await new OnboardingClock(_tasks, _store).RecordAsync(
            _task.Id, Milestone.FirstCiGreen, _task.CreatedAt.AddMinutes(1), "run", Cancel);

        Assert.Null(await FindAsync());
    }

    private async Task NoteAsync(Milestone milestone, double minutes)
    {
        await _tasks.CreateAsync(_task, "same", Cancel);
        await new OnboardingClock(_tasks, _store).RecordAsync(
            _task.Id, milestone, _task.CreatedAt.AddMinutes(minutes), "evidence", Cancel);
    }

    private Task<OnboardingRecord?> FindAsync() => _store.FindAsync(_task, Cancel);
}

using Microsoft.Extensions.Time.Testing;
using Platform.Core.Scaffolding.Tasks;
using Platform.TestKit.Scaffolding;

namespace Platform.Core.Tests.Scaffolding.Tasks;

public sealed class ScaffoldTaskTests
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddYears(56));

    [Fact]
    public void A_task_is_open_then_processing_then_ended()
    {
        var open = new TaskBuilder().At(_clock).Build();
        _clock.Advance(TimeSpan.FromSeconds(2));
        var processing = open.Begin(_clock);
        var completed = processing.Complete(_clock);

        Assert.Equal(ScaffoldTaskStatus.Open, open.Status);
        Assert.False(processing.HasEnded);
        Assert.True(completed.HasEnded);
        Assert.Equal(open.CreatedAt.AddSeconds(2), processing.ChangedAt);
    }

    [Fact]
    public void Saying_a_transition_again_changes_nothing()
    {
        var failed = new TaskBuilder().At(_clock).Build().Begin(_clock).Fail(_clock);
        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Same(failed, failed.Fail(_clock));
    }

    public static TheoryData<string, string> Forbidden => new()
    {
        { "open", "complete" },
        { "completed", "begin" },
        { "completed", "fail" },
        { "completed", "cancel" },
        { "failed", "begin" },
        { "failed", "complete" },
        { "failed", "cancel" },
        { "cancelled", "begin" },
        { "cancelled", "complete" },
        { "cancelled", "fail" },
    };

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void No_other_transition_is_possible(string from, string move) =>
        Assert.Throws<InvalidOperationException>(() => Move(In(from), move));

    private ScaffoldTask In(string status)
    {
        var open = new TaskBuilder().At(_clock).Build();
        return status switch
        {
            "open" => open,
            "completed" => open.Begin(_clock).Complete(_clock),
            "failed" => open.Fail(_clock),
            _ => open.Cancel(_clock),
        };
    }

    private ScaffoldTask Move(ScaffoldTask task, string move) => move switch
    {
        "begin" => task.Begin(_clock),
        "complete" => task.Complete(_clock),
        "fail" => task.Fail(_clock),
        _ => task.Cancel(_clock),
    };
}

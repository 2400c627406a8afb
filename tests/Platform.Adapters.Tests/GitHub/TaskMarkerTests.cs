using Platform.Adapters.GitHub;

namespace Platform.Adapters.Tests.GitHub;

public sealed class TaskMarkerTests
{
    [Theory]
    [InlineData("Takes orders")]
    [InlineData("")]
    [InlineData("two\nlines")]
    [InlineData("quotes [platform-task:other] of a mark")]
    public void A_marked_description_tells_its_task(string description) =>
        Assert.Equal("task-1", TaskMarker.Read(TaskMarker.Mark(description, "task-1")));

    [Fact]
    public void A_marked_description_keeps_GitHubs_length_and_the_whole_mark()
    {
        var marked = TaskMarker.Mark(new string('x', 1000), Guid.Empty.ToString());

        Assert.Equal(350, marked.Length);
        Assert.True(TaskMarker.IsOf(marked, Guid.Empty.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Takes orders")]
    [InlineData("[platform-task:task-1] somebody quotes us")]
    public void A_description_without_a_mark_at_its_end_belongs_to_nobody(string? description) =>
        Assert.Null(TaskMarker.Read(description));

    [Fact]
    public void A_task_whose_id_begins_like_ours_is_another_one() =>
        Assert.False(TaskMarker.IsOf(TaskMarker.Mark("x", "task-12"), "task-1"));
}

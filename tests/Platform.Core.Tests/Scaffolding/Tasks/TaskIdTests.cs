using Microsoft.Extensions.Time.Testing;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Tests.Scaffolding.Tasks;

public sealed class TaskIdTests
{
    [Fact]
    public void The_same_key_of_the_same_caller_is_the_same_task()
    {
        var key = IdempotencyKey.Parse("order-17");

        Assert.Equal(TaskId.For("key:a", key), TaskId.For("key:a", IdempotencyKey.Parse("order-17")));
        Assert.NotEqual(TaskId.For("key:a", key), TaskId.For("key:b", key));
        Assert.NotEqual(TaskId.For("key:a", key), TaskId.For("key:a", IdempotencyKey.Parse("order-18")));
    }

    [Fact]
    public void A_later_task_sorts_after_an_earlier_one()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        var first = TaskId.New(clock);
        clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.True(string.CompareOrdinal(first.Value, TaskId.New(clock).Value) < 0);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("0b53e5a0d2f14c0f9f7e0a8a1b2c3d4e")]
    [InlineData("0b53e5a0-d2f1-4c0f-9f7e-0a8a1b2c3d4e'")]
    public void What_is_not_a_uuid_is_no_task_id(string? text) => Assert.False(TaskId.TryParse(text, out _));

    [Fact]
    public void An_id_is_written_in_one_way() =>
        Assert.Equal("0b53e5a0-d2f1-4c0f-9f7e-0a8a1b2c3d4e", TaskId.Parse("0B53E5A0-D2F1-4C0F-9F7E-0A8A1B2C3D4E").Value);

    [Theory]
    [InlineData("a", true)]
    [InlineData("order 17/b", true)]
    [InlineData("", false)]
    [InlineData("tab\t", false)]
    [InlineData("ü", false)]
    public void An_idempotency_key_is_printable_ascii(string text, bool valid) =>
        Assert.Equal(valid, IdempotencyKey.TryParse(text, out _));

    [Fact]
    public void An_idempotency_key_has_at_most_255_characters() =>
        Assert.False(IdempotencyKey.TryParse(new string('a', IdempotencyKey.MaxLength + 1), out _));
}

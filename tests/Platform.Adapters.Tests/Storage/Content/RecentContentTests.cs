using Platform.Adapters.Storage.Content;

namespace Platform.Adapters.Tests.Storage.Content;

public sealed class RecentContentTests
{
    [Fact]
    public void The_least_recently_used_leaves_when_the_bytes_are_used_up()
    {
        var recent = new RecentContent(maxBytes: 100);
        recent.Add("a", new byte[25]);
        recent.Add("b", new byte[25]);
        recent.Add("c", new byte[25]);
        recent.Add("d", new byte[25]);
        recent.TryGet("a", out _);

        recent.Add("e", new byte[25]);

        Assert.True(recent.TryGet("a", out _));
        Assert.False(recent.TryGet("b", out _));
    }

    [Fact]
    public void One_big_body_does_not_push_out_the_others()
    {
        var recent = new RecentContent(maxBytes: 100);
        recent.Add("small", new byte[10]);

        recent.Add("big", new byte[90]);

        Assert.True(recent.TryGet("small", out _));
        Assert.False(recent.TryGet("big", out _));
    }
}

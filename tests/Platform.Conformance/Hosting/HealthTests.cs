using Platform.Conformance.Target;

namespace Platform.Conformance.Hosting;

[Covers("Health")]
public sealed class HealthTests(PlatformUnderTest platform)
{
    [Fact]
    public async Task Anyone_may_ask_whether_it_is_alive()
    {
        using var answer = await platform.Anonymous.GetAsync("health", TestContext.Current.CancellationToken);

        Assert.Equal("ok", (string)(await answer.JsonAsync())["status"]!);
    }
}

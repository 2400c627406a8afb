using Xunit;

namespace Platform.TestKit.Hosting;

/// <summary>One app for the tests of a class.</summary>
public sealed class PlatformHostFixture : IAsyncLifetime
{
    public PlatformHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await PlatformHost.StartAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}

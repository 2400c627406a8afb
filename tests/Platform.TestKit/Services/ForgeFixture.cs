using Xunit;

namespace Platform.TestKit.Services;

/// <summary>The shared forge; isolation is an organisation of one's own.</summary>
public sealed class ForgeFixture : IAsyncLifetime
{
    public Uri Url { get; private set; } = null!;

    public string Token { get; private set; } = string.Empty;

    /// <summary>A name that no other test uses; the forge makes the organisation when it is first named.</summary>
    public string NewOrganization() => $"org-{Guid.NewGuid():N}"[..16];

    public async ValueTask InitializeAsync()
    {
        var services = await TestServices.Instance;
        Url = services.ForgeUrl;
        Token = services.ForgeToken;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Access;
using Platform.TestKit.Hosting;

namespace Platform.Functions.Tests.Access;

/// <summary>What callers of one app may have in hand.</summary>
internal sealed class Credentials(PlatformHost host)
{
    /// <summary>Neither sender knows the other's.</summary>
    public const string SlackSecret = "slack-signs-with-this";

    private readonly ConcurrentDictionary<Role, Task<ApiKey>> _keys = new();

    /// <value>Taken once, so that a request which is sent again is the same to the last byte.</value>
    public DateTimeOffset Now { get; } = TimeProvider.System.GetUtcNow();

    public string GitHubSecret => host.WebhookSecret;

    public Task<ApiKey> KeyAsync(Role role) => _keys.GetOrAdd(role, _ => StoreAsync(role));

    public async Task<string> RevokedKeyAsync()
    {
        var key = await StoreAsync(Role.Admin);
        await host.Services.GetRequiredService<IApiKeyStore>().RevokeAsync(key.Id, Now, CancellationToken.None);
        return key.Reveal();
    }

    public async Task<string> ExpiredKeyAsync() => (await StoreAsync(Role.Admin, Now.AddMinutes(-1))).Reveal();

    private async Task<ApiKey> StoreAsync(Role role, DateTimeOffset? expires = null)
    {
        var key = ApiKey.Generate();
        var record = new ApiKeyRecord(key.Id, "matrix", [role], key.SecretHash, Now, "test", expires);
        await host.Services.GetRequiredService<IApiKeyStore>().AddAsync(record, CancellationToken.None);
        return key;
    }
}

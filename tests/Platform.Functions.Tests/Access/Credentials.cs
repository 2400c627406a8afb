using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Access;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Actions.Remote;
using Platform.Core.Scaffolding.Tasks;
using Platform.Functions.Scaffolding.Remote;
using Platform.TestKit.Hosting;

namespace Platform.Functions.Tests.Access;

/// <summary>What callers of one app may have in hand.</summary>
internal sealed class Credentials(PlatformHost host)
{
    /// <summary>Neither sender knows the other's.</summary>
    public const string SlackSecret = "slack-signs-with-this";

    public const string RemoteActionSecret = "a-remote-action-signs-with-this";

    public const string RemoteActionSetting = "RemoteActionSecretTest";

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

    /// <summary>Of a call of a registered action, for a task that is not there.</summary>
    public async Task<string> CallbackTokenAsync()
    {
        var action = new RemoteActionDefinition(
            "test:matrix", 1, "Is called by nobody.", new Uri("https://actions.example.com/"),
            ActionSchemas.AnyOutput, ActionSchemas.AnyOutput, [], TimeSpan.FromHours(1), TimeSpan.FromMinutes(1),
            RemoteActionSetting, CanUndo: false, CanPreview: false);
        await host.Services.GetRequiredService<RemoteActionHandler>()
            .PutAsync(action.Id, RemoteActionDocument.Write(action), CancellationToken.None);
        return new CallbackToken(TaskId.New(TimeProvider.System), 1, "step", "key", action.Id, action.Version)
            .Write(RemoteActionSecret);
    }

    private async Task<ApiKey> StoreAsync(Role role, DateTimeOffset? expires = null)
    {
        var key = ApiKey.Generate();
        var record = new ApiKeyRecord(key.Id, "matrix", [role], key.SecretHash, Now, "test", expires);
        await host.Services.GetRequiredService<IApiKeyStore>().AddAsync(record, CancellationToken.None);
        return key;
    }
}

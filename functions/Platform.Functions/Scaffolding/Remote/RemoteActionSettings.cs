using Microsoft.Extensions.Configuration;
using Platform.Core.Scaffolding.Actions.Remote;

namespace Platform.Functions.Scaffolding.Remote;

/// <summary>Read anew each time: a secret may be rotated, and a host that chose its own port says so once it listens.</summary>
internal sealed class RemoteActionSettings(IConfiguration configuration) : IRemoteActionSettings
{
    public Uri? Callbacks => configuration[nameof(ScaffoldOptions.PlatformPublicUrl)] is { Length: > 0 } url
        ? new Uri($"{url.TrimEnd('/')}/api/{RemoteActionFunctions.Callbacks}")
        : null;

    public string? SecretOf(string setting) =>
        RemoteActionSecrets.IsName(setting) && configuration[setting] is { Length: >= RemoteActionSecrets.LeastLength } secret
            ? secret
            : null;
}

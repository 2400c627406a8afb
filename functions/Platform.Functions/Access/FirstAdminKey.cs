using Microsoft.Extensions.Hosting;
using Platform.Core.Access;

namespace Platform.Functions.Access;

/// <summary>
/// On the first run in Development there is no key yet, and nobody who could make one: it makes an admin key and prints it, once.
/// It goes to the console and not through the logger, because logs are kept and shipped.
/// </summary>
/// <param name="console">Standard error; results of commands go to standard output.</param>
internal sealed class FirstAdminKey(
    IApiKeyStore keys, ConfiguredKeys configured, IHostEnvironment environment, TimeProvider clock, TextWriter console)
    : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!environment.IsDevelopment() || configured.Admins.Count > 0)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var existing = await keys.ListAsync(cancellationToken);
        if (existing.Any(key => key.IsActive(now) && key.Roles.Contains(Role.Admin)))
        {
            return;
        }

        var key = ApiKey.Generate();
        await keys.AddAsync(new(key.Id, "first run", [Role.Admin], key.SecretHash, now, "first run"), cancellationToken);
        await console.WriteLineAsync($"Admin API key, shown this once: {key.Reveal()}");
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

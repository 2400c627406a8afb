using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Platform.Local.Runtime.Hosting;

/// <summary>Says where the host listens, once everything else runs.</summary>
internal sealed partial class HostReadiness(
    IServer server, LocalHostAddress address, HostSettings settings, IConfiguration configuration, ILogger<HostReadiness> logger)
    : IHostedLifecycleService
{
    private const string PublicUrl = "PlatformPublicUrl";

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        address.Value = new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.First());
        if (string.IsNullOrEmpty(configuration[PublicUrl]))
        {
            // The forge runs on this machine, so our own address is one that it can reach.
            configuration[PublicUrl] = address.Value.AbsoluteUri.TrimEnd('/');
        }

        Log.Ready(logger, address.Value);
        if (settings.ReadyFile is { Length: > 0 } file)
        {
            var ready = JsonSerializer.SerializeToUtf8Bytes(
                new Ready(address.Value.AbsoluteUri, Environment.ProcessId), JsonSerializerOptions.Web);
            // Whoever waits for the file must not see half of it.
            await File.WriteAllBytesAsync(file + ".new", ready, cancellationToken);
            File.Move(file + ".new", file, overwrite: true);
        }
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private sealed record Ready(string Url, int Pid);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The function app listens on {Address}.")]
        public static partial void Ready(ILogger logger, Uri address);
    }
}

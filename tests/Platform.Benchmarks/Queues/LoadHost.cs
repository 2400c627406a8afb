using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Platform.Adapters.Storage.Queues;
using Platform.Benchmarks.Kill;
using Platform.Core.Queues;
using Platform.Functions.Queues;

namespace Platform.Benchmarks.Queues;

/// <summary>The process that is killed: a function app of the load's functions, until its standard input ends.</summary>
internal static class LoadHost
{
    public const string ChildArgument = "--child";

    public static async Task<int> RunAsync(string[] args)
    {
        var (connection, folder, lease) = (args[0], args[1], args[2]);
        await using var effects = new EffectLog(folder);
        var progress = new LoadProgress();
        var builder = FunctionsApplication.CreateBuilder(
            [
                $"--AzureWebJobsStorage={connection}", $"--LocalQueueLease={lease}", "--LocalHttpPort=0",
                "--AzureFunctionsJobHost:extensions:queues:visibilityTimeout=00:00:01",
            ],
            typeof(LoadFunctions));
        builder.Logging.ClearProviders();
        builder.Services
            .AddSingleton(effects)
            .AddSingleton(progress)
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new TableServiceClient(connection))
            .AddSingleton(new BlobServiceClient(connection))
            .AddSingleton(new QueueServiceClient(connection, new() { MessageEncoding = QueueMessageEncoding.Base64 }))
            .AddQueues()
            .Replace(ServiceDescriptor.Singleton<IQueueSender>(provider =>
                new CountingSender(provider.GetRequiredService<QueueMessages>(), effects)));
        using var host = builder.Build();
        await host.StartAsync();
        progress.Ready();
        await Console.In.ReadToEndAsync();
        await host.StopAsync();
        return 0;
    }

    /// <summary>Writes down which messages went back to their queue.</summary>
    private sealed class CountingSender(IQueueSender sender, EffectLog effects) : IQueueSender
    {
        public Task SendAsync(string queue, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
            sender.SendAsync(queue, body, cancellationToken);

        public Task SendLaterAsync(
            string queue, ReadOnlyMemory<byte> body, TimeSpan delay, CancellationToken cancellationToken) =>
            sender.SendLaterAsync(queue, body, delay, cancellationToken);

        public Task ReturnAsync(string queue, QueueEnvelope envelope, CancellationToken cancellationToken)
        {
            effects.Write("returned", "-");
            return sender.ReturnAsync(queue, envelope, cancellationToken);
        }
    }
}

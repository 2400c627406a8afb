using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.Adapters.Storage.Queues;

namespace Platform.Functions.Queues;

internal static class QueueRegistration
{
    public static IServiceCollection AddQueues(this IServiceCollection services) => services
        .AddQueueStorage()
        .AddSingleton(provider => QueueAttempts.From(provider.GetRequiredService<IConfiguration>()))
        .AddSingleton<QueueEdge>();
}

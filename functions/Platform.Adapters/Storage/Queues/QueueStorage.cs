using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Queues;

namespace Platform.Adapters.Storage.Queues;

public static class QueueStorage
{
    internal const string PoisonTable = "poison";
    internal const string PoisonContainer = "poison";
    internal const string MessagesContainer = "messages";

    public static IServiceCollection AddQueueStorage(this IServiceCollection services) => services
        .AddSingleton<QueueMessages>()
        .AddSingleton<IQueueSender>(provider => provider.GetRequiredService<QueueMessages>())
        .AddSingleton<IClaimCheck>(provider => provider.GetRequiredService<QueueMessages>())
        .AddSingleton<IQueueDepths, QueueDepths>()
        .AddSingleton<IPoisonRecords, TablePoisonRecords>();
}

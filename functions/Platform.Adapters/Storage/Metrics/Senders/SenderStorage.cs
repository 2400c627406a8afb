using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Metrics.Senders;

namespace Platform.Adapters.Storage.Metrics.Senders;

public static class SenderStorage
{
    internal const string RecordsTable = "deliveryrecords";
    internal const string HandledTable = "deliveryhandled";
    internal const string WaitingTable = "deliverywaiting";
    internal const string ComponentKeysTable = "componentkeys";
    internal const string RawContainer = "deliveryraw";

    public static IServiceCollection AddSenderStorage(this IServiceCollection services) => services
        .AddSingleton<IDeliveryArchive, BlobDeliveryArchive>()
        .AddSingleton<IDeliveryRecords, TableDeliveryRecords>()
        .AddSingleton<IUnattributedDeliveries, TableUnattributedDeliveries>()
        .AddSingleton<IComponentKeys, TableComponentKeys>();
}

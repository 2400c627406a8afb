using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Metrics.Backfill;
using Platform.Core.Metrics.Senders;
using Platform.Core.Metrics.Senders.GitHub.Lost;

namespace Platform.Adapters.Storage.Metrics.Senders;

public static class SenderStorage
{
    internal const string RecordsTable = "deliveryrecords";
    internal const string HandledTable = "deliveryhandled";
    internal const string WaitingTable = "deliverywaiting";
    internal const string ComponentKeysTable = "componentkeys";
    internal const string BackfillsTable = "metricsbackfills";
    internal const string HooksTable = "deliveryhooks";
    internal const string RawContainer = "deliveryraw";

    public static IServiceCollection AddSenderStorage(this IServiceCollection services) => services
        .AddSingleton<IDeliveryArchive, BlobDeliveryArchive>()
        .AddSingleton<IDeliveryRecords, TableDeliveryRecords>()
        .AddSingleton<IUnattributedDeliveries, TableUnattributedDeliveries>()
        .AddSingleton<IGitHubHooks, TableGitHubHooks>()
        .AddSingleton<IBackfills, TableBackfills>()
        .AddSingleton<IComponentKeys, TableComponentKeys>();
}

using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Platform.Adapters.Storage.Metrics.Surveys;
using Platform.Core.Metrics.Alerts;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Keeping;
using Platform.Core.Metrics.Kpis.Census;
using Platform.Core.Metrics.Kpis.Noted;
using Platform.Core.Metrics.Surveys;

namespace Platform.Adapters.Storage.Metrics;

public static class MetricsStorage
{
    internal const string IdsTable = "deliveryids";
    internal const string EventsTable = "deliveryevents";
    internal const string LinksTable = "deliverylinks";
    internal const string MarksTable = "deliverymarks";
    internal const string SharesTable = "deliveryshares";
    internal const string RollupsTable = "deliveryrollups";
    internal const string RestatementsTable = "deliveryrestatements";
    internal const string NotesTable = "platformnotes";
    internal const string SignsTable = "platformsigns";
    internal const string CensusTable = "platformcensus";
    internal const string AlertsTable = "platformalerts";
    internal const string BodiesContainer = "deliverybodies";
    internal const string SurveysTable = "surveys";
    internal const string SurveyBodiesContainer = "surveybodies";

    /// <summary>Needs <see cref="DoraOptions"/>.</summary>
    public static IServiceCollection AddMetricsStorage(this IServiceCollection services) => services
        .AddSingleton(provider => new ComponentMarks(provider.GetRequiredService<TableServiceClient>()))
        .AddSingleton(provider => new ComponentLinks(
            provider.GetRequiredService<TableServiceClient>(), provider.GetRequiredService<ComponentMarks>()))
        .AddSingleton(provider => new EventRows(
            provider.GetRequiredService<TableServiceClient>(), provider.GetRequiredService<BlobServiceClient>()))
        .AddSingleton<IDeliveryEvents, TableDeliveryEvents>()
        .AddSingleton<TableRollupStore>()
        .AddSingleton<IRollupStore>(provider => provider.GetRequiredService<TableRollupStore>())
        .AddSingleton<IRollupReader, TableRollupReader>()
        .AddSingleton<ISurveyDocuments, TableSurveyDocuments>()
        .AddSingleton<IPlatformNotes, TablePlatformNotes>()
        .AddSingleton<ISignsOfLife, TableSignsOfLife>()
        .AddSingleton<ICensusStore, TableCensuses>()
        .AddSingleton<IAlertStore, TableAlerts>();
}

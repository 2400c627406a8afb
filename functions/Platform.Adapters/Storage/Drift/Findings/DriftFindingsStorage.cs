using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Drift.Campaigns;
using Platform.Core.Drift.Exemptions;
using Platform.Core.Drift.Findings;
using Platform.Core.Drift.Reports;
using Platform.Core.Drift.Scorecards;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage.Drift.Findings;

public static class DriftFindingsStorage
{
    internal const string SubjectsTable = "driftsubjects";
    internal const string DocumentsTable = "driftdocuments";
    internal const string BodiesContainer = "driftbodies";

    public static IServiceCollection AddDriftFindingsStorage(this IServiceCollection services) => services
        .AddSingleton<TableFindings>()
        .AddSingleton<IFindingsLedger>(provider => provider.GetRequiredService<TableFindings>())
        .AddSingleton<IFindings>(provider => provider.GetRequiredService<TableFindings>())
        .AddDocuments<OwnerReport>("owner-report")
        .AddDocuments<Exemption>("exemption")
        .AddDocuments<Campaign>("campaign")
        .AddDocuments<ReportBook>("report-book")
        .AddDocuments<DriftReport>("report")
        .AddDocuments<EntityLevel>("level");

    internal static IServiceCollection AddDocuments<T>(this IServiceCollection services, string kind)
        where T : class => services.AddSingleton<IDocuments<T>>(provider => new DocumentTable<T>(
            provider.GetRequiredService<TableServiceClient>(), provider.GetRequiredService<BlobServiceClient>(),
            DocumentsTable, kind, BodiesContainer));
}

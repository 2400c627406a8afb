using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Platform.Core.Metrics.Alerts;

namespace Platform.Adapters.Storage.Metrics;

/// <summary>A look writes those that it sees, some hundred in 15 minutes.</summary>
internal sealed class TableAlerts(TableServiceClient tables, BlobServiceClient blobs)
    : DocumentTable<Alert>(tables, blobs, MetricsStorage.AlertsTable, "alert", MetricsStorage.BodiesContainer), IAlertStore;

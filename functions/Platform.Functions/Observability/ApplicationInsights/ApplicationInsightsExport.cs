using System.Data.Common;
using Azure.Core;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.Builder;
using OpenTelemetry;

namespace Platform.Functions.Observability.ApplicationInsights;

/// <summary>To Application Insights, where the deployment names one; without keys where it names an identity.</summary>
internal static class ApplicationInsightsExport
{
    private const string Connection = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    private const string Authentication = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    public static FunctionsApplicationBuilder AddApplicationInsights(this FunctionsApplicationBuilder builder)
    {
        if (builder.Configuration[Connection] is { Length: > 0 } connection)
        {
            builder.Services.AddTelemetryPipeline().UseAzureMonitorExporter(exporter =>
            {
                exporter.ConnectionString = connection;
                exporter.Credential = CredentialOf(builder.Configuration[Authentication]);
            });
        }

        return builder;
    }

    /// <summary>The setting has the form that the host reads: <c>Authorization=AAD;ClientId=…</c>.</summary>
    private static TokenCredential? CredentialOf(string? authentication)
    {
        var parts = new DbConnectionStringBuilder { ConnectionString = authentication ?? string.Empty };
        if (!parts.TryGetValue("Authorization", out var way) || !"AAD".Equals(way as string, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        return new ManagedIdentityCredential(parts.TryGetValue("ClientId", out var id)
            ? ManagedIdentityId.FromUserAssignedClientId((string)id)
            : ManagedIdentityId.SystemAssigned);
    }
}

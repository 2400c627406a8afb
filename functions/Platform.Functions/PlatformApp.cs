using System.Text.Json;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Platform.Adapters.GitHub;
using Platform.Adapters.Slack;
using Platform.Adapters.Storage.Content;
using Platform.Adapters.Vault;
using Platform.Adapters.Yaml;
using Platform.Core.Primitives;
using Platform.Functions.Access;
using Platform.Functions.Catalog;
using Platform.Functions.Catalog.Discovery;
using Platform.Functions.Catalog.People;
using Platform.Functions.Catalog.Reads;
using Platform.Functions.ChatOps;
using Platform.Functions.Drift;
using Platform.Functions.GitHub;
using Platform.Functions.Health;
using Platform.Functions.Hosting;
using Platform.Functions.Metrics;
using Platform.Functions.Observability;
using Platform.Functions.Portal;
using Platform.Functions.Queues;
using Platform.Functions.Scaffolding;

namespace Platform.Functions;

/// <summary>The composition root: one line per capability.</summary>
public static class PlatformApp
{
    public static FunctionsApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.ConfigureFunctionsWebApplication();
        // Outermost first: what goes wrong in a later link becomes an answer in an earlier one.
        builder.AddObservability();
        builder.UseMiddleware<ProblemMiddleware>();
        builder.UseMiddleware<AccessMiddleware>();
        builder.UseMiddleware<AuditMiddleware>();
        builder.UseMiddleware<PositionMiddleware>();
        // What the runtime carries and keeps, such as the inputs and history of orchestrations, is written as all else.
        builder.Services.Configure<JsonSerializerOptions>(PlatformJson.Apply);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IDocumentReader, YamlDocumentReader>();
        builder.Services
            .AddPlatformStorage(builder.Configuration)
            .AddAccess(builder.Configuration)
            .AddGitHub(builder.Configuration)
            .AddContentStore()
            .AddQueues()
            .AddGitHubWebhooks()
            .AddCatalog(builder.Configuration)
            .AddCatalogDiscovery(builder.Configuration)
            .AddDeliveryMetrics(builder.Configuration)
            .AddDrift(builder.Configuration)
            .AddScaffolding(builder.Configuration)
            .AddSecretKeys(builder.Configuration, builder.Environment.IsDevelopment())
            .AddSlack(builder.Configuration)
            .AddChatOps(builder.Configuration)
            .AddPeople(builder.Configuration)
            .AddPortal()
            .AddHealth();
        return builder;
    }
}

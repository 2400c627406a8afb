using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Core.Access;
using Platform.Core.Metrics.Senders;
using Platform.Core.Metrics.Senders.Alertmanager;
using Platform.Core.Metrics.Senders.ArgoCd;
using Platform.Core.Metrics.Senders.AzureDevOps;
using Platform.Core.Metrics.Senders.AzureMonitor;
using Platform.Core.Metrics.Senders.DevLake;
using Platform.Core.Metrics.Senders.Opsgenie;
using Platform.Core.Metrics.Senders.PagerDuty;
using Platform.Core.Metrics.Senders.Pelorus;
using Platform.Functions.Access;
using Platform.Functions.Access.Senders;

namespace Platform.Functions.Metrics.Senders;

/// <summary>The tools that tell of incidents and deployments: each a translator, and how it shows who it is.</summary>
internal static class ToolSenderRegistration
{
    private const int Kilobyte = 1024;

    public static IServiceCollection AddToolSenders(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SenderOptions>().Bind(configuration);
        return services
            .AddSingleton(provider => provider.GetRequiredService<IOptions<SenderOptions>>().Value.Filter())
            .AddSingleton<IDeliveryTranslator, PagerDutyTranslator>()
            .AddSingleton<ISenderGate, PagerDutyGate>()
            .AddKeySender<AlertmanagerTranslator>(AlertmanagerTranslator.Name, 4096 * Kilobyte)
            .AddKeySender<OpsgenieTranslator>(OpsgenieTranslator.Name, 256 * Kilobyte)
            .AddKeySender<AzureMonitorTranslator>(AzureMonitorTranslator.Name, 512 * Kilobyte)
            .AddKeySender<AzureDevOpsTranslator>(AzureDevOpsTranslator.Name, 4096 * Kilobyte)
            .AddKeySender<ArgoCdTranslator>(ArgoCdTranslator.Name, 1024 * Kilobyte)
            .AddKeySender<DevLakeTranslator>(DevLakeTranslator.Name, 1024 * Kilobyte)
            .AddKeySender<PelorusTranslator>(PelorusTranslator.Name, 64 * Kilobyte);
    }

    private static IServiceCollection AddKeySender<TTranslator>(this IServiceCollection services, string name, int largestBody)
        where TTranslator : class, IDeliveryTranslator => services
            .AddSingleton<IDeliveryTranslator, TTranslator>()
            .AddSingleton<ISenderGate>(provider =>
                new KeyGate(name, largestBody, provider.GetRequiredService<CallerAuthentication>()));
}

using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Metrics.Backfill;

namespace Platform.Functions.Metrics.Backfill;

internal static class BackfillRegistration
{
    public static IServiceCollection AddBackfill(this IServiceCollection services) => services
        .AddSingleton<BackfillWork>()
        .AddSingleton<BackfillHandler>();
}

using Microsoft.Extensions.DependencyInjection;
using Platform.Core.SourceControl;

namespace Platform.Adapters.Storage.SourceControl;

public static class SourceControlStorage
{
    public static IServiceCollection AddSourceControlStorage(this IServiceCollection services) =>
        services.AddSingleton<IDeliveryLog, TableDeliveryLog>();
}

using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Catalog;
using Platform.Core.Catalog.ForeignKinds;

namespace Platform.Adapters.Storage.Catalog;

public static class CatalogStorage
{
    internal const string EntitiesTable = "catalog";
    internal const string ProblemsTable = "catalogproblems";
    internal const string NamesTable = "catalognames";
    internal const string KindsTable = "catalogkinds";
    internal const string BodiesContainer = "catalog";

    public static IServiceCollection AddCatalogStorage(this IServiceCollection services) => services
        .AddSingleton<TableCatalogStore>()
        .AddSingleton<ICatalogStore>(provider => provider.GetRequiredService<TableCatalogStore>())
        .AddSingleton<ICatalogRemoval>(provider => provider.GetRequiredService<TableCatalogStore>())
        .AddSingleton<ICatalogReader>(provider => provider.GetRequiredService<ICatalogStore>())
        .AddSingleton<IEntityNames, TableEntityNames>()
        .AddSingleton<IKindDefinitions, TableKindDefinitions>()
        .AddSingleton<ILocationReports, TableLocationReports>();
}

using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Access;

namespace Platform.Adapters.Storage.Access;

public static class AccessStorage
{
    internal const string KeysTable = "apikeys";
    internal const string AuditTable = "audit";
    internal const string SessionsTable = "sessions";
    internal const string ReplaysTable = "webhookreplays";

    public static IServiceCollection AddAccessStorage(this IServiceCollection services) => services
        .AddSingleton<TableApiKeys>()
        .AddSingleton<IApiKeyStore>(provider => new RecentApiKeys(
            provider.GetRequiredService<TableApiKeys>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<ISessionStore, TableSessions>()
        .AddSingleton<IReplayGuard, TableReplayGuard>()
        .AddSingleton<IAuditLog, TableAuditLog>()
        .AddSingleton<IAuditReader, TableAuditReader>();
}

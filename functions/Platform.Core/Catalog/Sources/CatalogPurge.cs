using Microsoft.Extensions.Logging;
using Platform.Core.Catalog.Claims;
using Platform.Core.Catalog.Discovery.Sweeps;

namespace Platform.Core.Catalog.Sources;

/// <summary>Forgets what was removed so long ago that nobody brings it back, and sweeps that ended then.</summary>
public sealed partial class CatalogPurge(
    IEntityClaims claims,
    ISourceRecords records,
    ISweepRecords<SweepResult> sweeps,
    RemovalOptions removals,
    TimeProvider clock,
    ILogger<CatalogPurge> logger)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow().AddDays(-removals.KeptDays);
        var entities = await claims.ForgetRemovedAsync(before, cancellationToken);
        var sources = await records.ForgetGoneAsync(before, cancellationToken);
        var ended = await sweeps.ForgetEndedAsync(before, cancellationToken);
        Log.Purged(logger, entities, sources, ended);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Forgot {Entities} removed entities, {Sources} gone sources, {Sweeps} sweeps.")]
        public static partial void Purged(ILogger logger, int entities, int sources, int sweeps);
    }
}

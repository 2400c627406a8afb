using Microsoft.Extensions.Configuration;
using Platform.Core.Health;
using Platform.Functions.Health;
using Platform.Local.Runtime.Durable;

namespace Platform.Functions.Cli.Doctor.Probes;

/// <summary>The orchestrations as they lie in storage: who owns them, and whether this build could go on with them.</summary>
internal sealed class HubProbe(IConfiguration configuration) : IProbe
{
    public static Finding Explain(Exception failure) => Finding.Failed(
        $"The hub of the orchestrations can't be read: {failure.GetType().Name}.",
        "Mend storage if its lines say that it is at fault; else the journal may be of another version of the platform.");

    public async Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        if (await HubInspection.LookAsync(configuration, cancellationToken) is not { } hub)
        {
            return Finding.Fine("There is no hub of orchestrations yet; the first start makes it.");
        }

        var finding = InFlightOrchestrations.Judge(hub.InFlight, more: false);
        var owner = hub.Owner is { } name ? $"Hub {hub.Name} belongs to {name}." : $"Nobody runs hub {hub.Name} now.";
        return finding.Status == FindingStatus.Fine && hub.IsOwnerElsewhere
            ? Finding.Warning(
                $"{owner} {finding.Message}",
                "Stop that app before you start one here, or give this one a storage account of its own.")
            : finding with { Message = $"{owner} {finding.Message}" };
    }
}

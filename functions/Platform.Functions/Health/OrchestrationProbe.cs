using Microsoft.DurableTask.Client;
using Platform.Core.Health;
using Platform.Functions.Hosting;

namespace Platform.Functions.Health;

/// <summary>
/// Whether the durable engine answers, and whether this build can go on with what is in flight. One page: a hub may hold many
/// instances, and this is asked often.
/// </summary>
public sealed class OrchestrationProbe(OrchestrationSignals signals) : IProbe
{
    private const int Page = 100;

    private static readonly OrchestrationQuery InFlight = new()
    {
        Statuses =
        [
            OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Suspended,
        ],
        PageSize = Page,
    };

    public static Finding Explain(Exception failure) => Finding.Failed(
        failure is TimeoutException late
            ? $"The durable engine gives {late.Message}."
            : $"The durable engine does not answer: {failure.GetType().Name}.",
        "Mend storage if its lines say that it is at fault; else restart the app: what is in flight goes on.");

    public async Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        if (signals.Client is not { } client)
        {
            return Finding.Failed("No durable client has been bound yet.", "Ask again; if it stays so, restart the app.");
        }

        await foreach (var page in client.GetAllInstancesAsync(InFlight).AsPages().WithCancellation(cancellationToken))
        {
            var names = page.Values.Select(instance => instance.Name);
            return InFlightOrchestrations.Judge(names, more: page.ContinuationToken is not null);
        }

        return InFlightOrchestrations.Judge([], more: false);
    }
}

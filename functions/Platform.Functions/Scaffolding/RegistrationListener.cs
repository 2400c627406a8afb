using Platform.Core.Catalog;
using Platform.Core.Scaffolding.Actions.Registering;
using Platform.Functions.Hosting;

namespace Platform.Functions.Scaffolding;

/// <summary>The catalog has done what a task asked it for: wakes the task.</summary>
public sealed class RegistrationListener(OrchestrationSignals signals) : ICatalogListener
{
    public async Task OnIngestedAsync(CatalogIngestRequest request, CancellationToken cancellationToken)
    {
        if (RegistrationId.TryParse(request.Id, out var task))
        {
            await signals.RaiseAsync(task.Value, RegisterInCatalogAction.Ingested, request.Id, cancellationToken);
        }
    }
}

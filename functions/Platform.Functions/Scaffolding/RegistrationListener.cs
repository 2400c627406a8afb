using Platform.Core.Catalog;
using Platform.Core.Scaffolding.Actions.Registering;

namespace Platform.Functions.Scaffolding;

/// <summary>The catalog has done what a task asked it for: wakes the task.</summary>
public sealed class RegistrationListener(TaskSignals signals) : ICatalogListener
{
    public async Task OnIngestedAsync(CatalogIngestRequest request, CancellationToken cancellationToken)
    {
        if (RegistrationId.TryParse(request.Id, out var task))
        {
            await signals.RaiseAsync(task, RegisterInCatalogAction.Ingested, request.Id, cancellationToken);
        }
    }
}

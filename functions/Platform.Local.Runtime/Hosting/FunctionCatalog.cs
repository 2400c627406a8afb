using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Platform.Local.Runtime.Hosting.Discovery;

namespace Platform.Local.Runtime.Hosting;

/// <summary>The app's functions.</summary>
internal sealed class FunctionCatalog(IReadOnlyList<LocalFunction> functions)
{
    public IEnumerable<(LocalFunction Function, TTrigger Trigger)> Of<TTrigger>(TriggerKind kind)
        where TTrigger : TriggerBindingAttribute =>
        functions.Where(function => function.Kind == kind).Select(function => (function, (TTrigger)function.Trigger));

    public bool Any(params TriggerKind[] kinds) => functions.Any(function => kinds.Contains(function.Kind));

    public bool AnyBinds(string bindingType) =>
        functions.Any(function => function.InputBindings.Values.Any(binding => binding.Type == bindingType));
}

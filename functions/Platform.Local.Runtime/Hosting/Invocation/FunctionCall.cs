using Microsoft.AspNetCore.Http;
using Platform.Local.Runtime.Hosting.Discovery;

namespace Platform.Local.Runtime.Hosting.Invocation;

/// <summary>What a trigger hands to the pipeline.</summary>
internal sealed record FunctionCall(LocalFunction Function, object? TriggerValue, CancellationToken CancellationToken)
{
    private static readonly Dictionary<string, object?> Nothing = [];

    public IReadOnlyDictionary<string, object?> BindingData { get; init; } = Nothing;

    public HttpContext? Http { get; init; }
}

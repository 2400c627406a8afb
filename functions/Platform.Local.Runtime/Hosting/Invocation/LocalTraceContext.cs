using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;

namespace Platform.Local.Runtime.Hosting.Invocation;

/// <summary>The trace at the moment the invocation began; empty when nothing is traced.</summary>
internal sealed class LocalTraceContext : TraceContext
{
    public override string TraceParent { get; } = Activity.Current?.Id ?? string.Empty;

    public override string TraceState { get; } = Activity.Current?.TraceStateString ?? string.Empty;
}

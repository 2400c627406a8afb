using Microsoft.Azure.Functions.Worker;

namespace Platform.Local.Runtime.Hosting.Invocation;

internal sealed class LocalInvocationResult : InvocationResult
{
    public override object? Value { get; set; }
}

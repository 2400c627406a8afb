using Platform.Local.Runtime.Hosting.Invocation;

namespace Microsoft.Azure.Functions.Worker;

public static class FunctionContextBindingFeatureExtensions
{
    public static InvocationResult GetInvocationResult(this FunctionContext context) =>
        context.Features.Get<LocalInvocationResult>()
        ?? throw new InvalidOperationException("The context does not belong to an invocation of this host.");
}

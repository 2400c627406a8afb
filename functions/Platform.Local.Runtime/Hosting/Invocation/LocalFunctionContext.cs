using Microsoft.Azure.Functions.Worker;

namespace Platform.Local.Runtime.Hosting.Invocation;

internal sealed class LocalFunctionContext : FunctionContext
{
    public LocalFunctionContext(FunctionCall call, IServiceProvider services)
    {
        Call = call;
        InstanceServices = services;
        BindingContext = new LocalBindingContext(call.BindingData);
        Features.Set(new LocalInvocationResult());
        if (call.Http is { } http)
        {
            Items.Add(FunctionContextExtensions.HttpContextKey, http);
        }
    }

    public FunctionCall Call { get; }

    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    public override string FunctionId => Call.Function.Id;

    public override TraceContext TraceContext { get; } = new LocalTraceContext();

    public override BindingContext BindingContext { get; }

    public override RetryContext RetryContext { get; } = new LocalRetryContext();

    public override IServiceProvider InstanceServices { get; set; }

    public override FunctionDefinition FunctionDefinition => Call.Function;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features { get; } = new InvocationFeatures();

    public override CancellationToken CancellationToken => Call.CancellationToken;
}

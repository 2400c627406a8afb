using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Platform.Local.Runtime.Hosting.Invocation;

/// <summary>
/// Runs every invocation, whatever triggered it: a scope of services, the middleware in the order it was added, the function.
/// It awaits nothing of its own before the function, and keeps the caller's flow, because orchestrators run in it too.
/// </summary>
internal sealed partial class InvocationPipeline(
    IServiceScopeFactory scopes,
    IEnumerable<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware,
    ILogger<InvocationPipeline> logger)
{
    private readonly FunctionExecutionDelegate _run =
        middleware.Reverse().Aggregate((FunctionExecutionDelegate)ExecuteAsync, (next, link) => link(next));

    public Task<object?> InvokeAsync(FunctionCall call) => InvokeAsync(call, static (_, _) => Task.CompletedTask);

    /// <param name="call">What the trigger hands over.</param>
    /// <param name="complete">Uses the result while the invocation's services still live; outside of all middleware.</param>
    public async Task<object?> InvokeAsync(FunctionCall call, Func<LocalFunctionContext, object?, Task> complete)
    {
        var scope = scopes.CreateAsyncScope();
        try
        {
            var context = new LocalFunctionContext(call, scope.ServiceProvider);
            if (call.Http is { } http)
            {
                http.RequestServices = scope.ServiceProvider;
            }

            Log.Executing(logger, call.Function.Name, context.InvocationId);
            await _run(context);
            var result = context.GetInvocationResult().Value;
            await complete(context, result);
            Log.Executed(logger, call.Function.Name, context.InvocationId);
            return result;
        }
        finally
        {
            await scope.DisposeAsync();
        }
    }

    private static async Task ExecuteAsync(FunctionContext context)
    {
        var local = (LocalFunctionContext)context;
        var binders = local.Call.Function.Arguments;
        var arguments = new object?[binders.Length];
        for (var i = 0; i < binders.Length; i++)
        {
            arguments[i] = binders[i](local);
        }

        context.GetInvocationResult().Value = await local.Call.Function.Method.CallAsync(context.InstanceServices, arguments);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Executing '{Function}' (Id={InvocationId}).")]
        public static partial void Executing(ILogger logger, string function, string invocationId);

        [LoggerMessage(2, LogLevel.Debug, "Executed '{Function}' (Id={InvocationId}).")]
        public static partial void Executed(ILogger logger, string function, string invocationId);
    }
}

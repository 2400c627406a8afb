using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.Hosting;

public static class MiddlewareWorkerApplicationBuilderExtensions
{
    /// <summary>Adds a middleware class; one instance serves the app, as in the real worker.</summary>
    public static IFunctionsWorkerApplicationBuilder UseMiddleware<T>(this IFunctionsWorkerApplicationBuilder builder)
        where T : class, IFunctionsWorkerMiddleware => builder.UseWhen<T>(static _ => true);

    public static IFunctionsWorkerApplicationBuilder UseMiddleware(
        this IFunctionsWorkerApplicationBuilder builder, Func<FunctionContext, Func<Task>, Task> middleware) =>
        builder.UseWhen(static _ => true, middleware);

    public static IFunctionsWorkerApplicationBuilder UseWhen<T>(
        this IFunctionsWorkerApplicationBuilder builder, Func<FunctionContext, bool> predicate)
        where T : class, IFunctionsWorkerMiddleware
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(predicate);
        builder.Services.AddSingleton<T>();
        return builder.Use(next => context => predicate(context)
            ? context.InstanceServices.GetRequiredService<T>().Invoke(context, next)
            : next(context));
    }

    public static IFunctionsWorkerApplicationBuilder UseWhen(
        this IFunctionsWorkerApplicationBuilder builder,
        Func<FunctionContext, bool> predicate,
        Func<FunctionContext, Func<Task>, Task> middleware)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(predicate);
        ArgumentNullException.ThrowIfNull(middleware);
        return builder.Use(next => context => predicate(context) ? middleware(context, () => next(context)) : next(context));
    }
}

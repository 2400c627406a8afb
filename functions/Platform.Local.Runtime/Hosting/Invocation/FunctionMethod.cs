using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Platform.Local.Runtime.Hosting.Invocation;

/// <summary>Calls a function's method, on a new instance of its class unless it is static.</summary>
internal sealed class FunctionMethod
{
    private readonly MethodInvoker _method;
    private readonly ObjectFactory? _create;
    private readonly Func<Task, object?>? _result;

    public FunctionMethod(Type type, MethodInfo method)
    {
        _method = MethodInvoker.Create(method);
        _create = method.IsStatic ? null : ActivatorUtilities.CreateFactory(type, []);
        if (method.ReturnType is { IsGenericType: true } result && result.GetGenericTypeDefinition() == typeof(Task<>))
        {
            var property = result.GetProperty(nameof(Task<>.Result))!;
            _result = task => property.GetValue(task);
        }
    }

    public async Task<object?> CallAsync(IServiceProvider services, object?[] arguments)
    {
        var instance = _create?.Invoke(services, null);
        try
        {
            var returned = _method.Invoke(instance, arguments.AsSpan());
            if (returned is not Task task)
            {
                return returned;
            }

            await task;
            return _result?.Invoke(task);
        }
        finally
        {
            await DisposeAsync(instance);
        }
    }

    private static ValueTask DisposeAsync(object? instance)
    {
        if (instance is IAsyncDisposable asyncDisposable)
        {
            return asyncDisposable.DisposeAsync();
        }

        (instance as IDisposable)?.Dispose();
        return ValueTask.CompletedTask;
    }
}

using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Platform.Local.Runtime.Hosting.Discovery;
using Platform.Local.Runtime.Queues;

namespace Platform.Local.Runtime.Hosting.Invocation;

/// <summary>Chooses, once per parameter, where its values come from; null when there is no such place.</summary>
internal static class ArgumentBinders
{
    public static BindArgument? For(ParameterInfo parameter, TriggerShape shape)
    {
        var type = parameter.ParameterType;
        return parameter.GetCustomAttribute<BindingAttribute>(inherit: true) switch
        {
            DurableClientAttribute => type == typeof(DurableTaskClient) ? DurableClient : null,
            TriggerBindingAttribute => shape.Takes(type) ? TriggerValue(parameter, shape.Kind) : null,
            null when type == typeof(FunctionContext) => context => context,
            null when type == typeof(CancellationToken) => context => context.CancellationToken,
            null when BindingData.Supports(type) => BindingData.Binder(parameter),
            _ => null,
        };
    }

    private static DurableTaskClient DurableClient(LocalFunctionContext context) =>
        context.InstanceServices.GetRequiredService<DurableTaskClient>();

    private static BindArgument TriggerValue(ParameterInfo parameter, TriggerKind kind) => kind switch
    {
        TriggerKind.Queue => context =>
            QueueMessageValue.As(parameter, context.Call.TriggerValue!, WorkerJson.OptionsOf(context.InstanceServices)),
        TriggerKind.Activity => context => ActivityInput(parameter, context),
        _ => context => context.Call.TriggerValue,
    };

    private static object? ActivityInput(ParameterInfo parameter, LocalFunctionContext context)
    {
        if (context.Call.TriggerValue is string json)
        {
            var options = WorkerJson.OptionsOf(context.InstanceServices);
            return WorkerJson.Read(parameter.Name!, System.Text.Encoding.UTF8.GetBytes(json), parameter.ParameterType, options);
        }

        return parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null;
    }
}

using System.Reflection;
using System.Runtime.CompilerServices;
using Azure.Storage.Queues.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask;

namespace Platform.Local.Runtime.Hosting.Discovery;

/// <summary>What a kind of trigger gives to its parameter and takes as a result; no more than the real worker does.</summary>
internal sealed record TriggerShape(TriggerKind Kind, Func<Type, bool> Takes, string Returns, Func<Type, bool> MayReturn)
{
    private static readonly TriggerShape Http = new(
        TriggerKind.Http,
        type => type == typeof(HttpRequest),
        "IActionResult, IResult, or a Task of one",
        type => type == typeof(void) || typeof(IActionResult).IsAssignableFrom(type) || typeof(IResult).IsAssignableFrom(type));

    private static readonly TriggerShape Queue = new(TriggerKind.Queue, TakesMessage, "void or Task", IsNothing);

    private static readonly TriggerShape Timer =
        new(TriggerKind.Timer, type => type == typeof(TimerInfo), "void or Task", IsNothing);

    private static readonly TriggerShape Orchestration = new(
        TriggerKind.Orchestration, type => type == typeof(TaskOrchestrationContext), "a value, or a Task", _ => true);

    private static readonly TriggerShape Activity = new(
        TriggerKind.Activity, type => type != typeof(TaskActivityContext), "a value, or a Task", _ => true);

    public static TriggerShape? Of(TriggerBindingAttribute trigger) => trigger switch
    {
        HttpTriggerAttribute => Http,
        QueueTriggerAttribute => Queue,
        TimerTriggerAttribute => Timer,
        OrchestrationTriggerAttribute => Orchestration,
        ActivityTriggerAttribute => Activity,
        _ => null,
    };

    public string? RefuseResult(MethodInfo method)
    {
        var type = method.ReturnType;
        if (type == typeof(void) && method.GetCustomAttribute<AsyncStateMachineAttribute>() is not null)
        {
            return "it is async void, so nobody could await it; expected async Task";
        }

        if (type == typeof(ValueTask) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>)))
        {
            return "it returns a ValueTask, which the worker does not await; expected a Task";
        }

        return MayReturn(Awaited(type)) ? null : $"it returns {type.Name}; expected {Returns}";
    }

    private static Type Awaited(Type type) =>
        type == typeof(Task) ? typeof(void)
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>) ? type.GetGenericArguments()[0]
        : type;

    private static bool IsNothing(Type type) => type == typeof(void);

    /// <summary>Text, bytes, the whole message, or an object that JSON describes.</summary>
    private static bool TakesMessage(Type type) =>
        type == typeof(string) || type == typeof(byte[]) || type == typeof(BinaryData) || type == typeof(QueueMessage)
        || (!type.IsPrimitive && !type.IsAbstract && !typeof(Delegate).IsAssignableFrom(type));
}

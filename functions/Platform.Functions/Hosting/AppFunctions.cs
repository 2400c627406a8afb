using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Platform.Functions.Hosting;

/// <summary>What this build's functions are triggered by, as their attributes say it.</summary>
public static class AppFunctions
{
    private const string PoisonSuffix = "-poison";

    /// <summary>The queues that work comes by; each has a poison queue beside it.</summary>
    public static IReadOnlyList<string> Queues { get; } =
    [
        .. Triggers<QueueTriggerAttribute>()
            .Select(found => found.Trigger.QueueName)
            .Where(queue => !queue.EndsWith(PoisonSuffix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The orchestrators that instances in flight may name.</summary>
    public static IReadOnlySet<string> Orchestrators { get; } = Triggers<OrchestrationTriggerAttribute>()
        .Select(found => found.Trigger.Orchestration ?? found.Function)
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    public static string PoisonOf(string queue) => queue + PoisonSuffix;

    private static IEnumerable<(string Function, T Trigger)> Triggers<T>()
        where T : Attribute =>
        from method in typeof(AppFunctions).Assembly.GetTypes().SelectMany(type => type.GetMethods())
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null
        from parameter in method.GetParameters()
        let trigger = parameter.GetCustomAttribute<T>()
        where trigger is not null
        select (function.Name, trigger);
}

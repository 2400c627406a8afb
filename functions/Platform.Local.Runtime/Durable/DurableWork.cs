using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask;

namespace Platform.Local.Runtime.Durable;

/// <summary>What the engine can run, by name without regard to case; complete before the engine starts.</summary>
public sealed class DurableWork
{
    private readonly Dictionary<string, Func<TaskOrchestrationContext, Task<object?>>> _orchestrators =
        new(StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, Func<ActivityCall, Task<object?>>> _activities = new(StringComparer.OrdinalIgnoreCase);

    public void AddOrchestrator(string name, Func<TaskOrchestrationContext, Task<object?>> body) =>
        Add(_orchestrators, name, body, "orchestrator");

    public void AddActivity(string name, Func<ActivityCall, Task<object?>> body) => Add(_activities, name, body, "activity");

    internal bool TryGetOrchestrator(
        string name, [MaybeNullWhen(false)] out Func<TaskOrchestrationContext, Task<object?>> body) =>
        _orchestrators.TryGetValue(name, out body);

    internal bool TryGetActivity(string name, [MaybeNullWhen(false)] out Func<ActivityCall, Task<object?>> body) =>
        _activities.TryGetValue(name, out body);

    private static void Add<T>(Dictionary<string, T> registry, string name, T body, string what)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (!registry.TryAdd(name, body))
        {
            throw new InvalidOperationException($"Two {what} functions are named '{name}'; names must differ beyond case.");
        }
    }
}

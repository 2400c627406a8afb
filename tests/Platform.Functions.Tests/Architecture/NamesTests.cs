using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Architecture;

/// <summary>
/// Names that others hold on to: instances in flight, pipelines that put messages on queues, schedules and leases kept under a
/// function's name, clients of the routes. A new one is added to names.txt; a missing one is a break that needs a reason.
/// </summary>
public sealed class NamesTests
{
    [Fact]
    public void Functions_queues_routes_and_schedules_are_the_listed_ones()
    {
        var listed = File.ReadAllLines(
            Path.Combine(RepositoryRoot.Path, "tests/Platform.Functions.Tests/Architecture/names.txt"));

        Assert.Equal(listed, Names(), StringComparer.Ordinal);
    }

    private static IEnumerable<string> Names() => typeof(PlatformApp).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods())
        .Select(method => (Name: method.GetCustomAttribute<FunctionAttribute>()?.Name, Trigger: TriggerOf(method)))
        .Where(function => function.Name is not null)
        .Select(function => $"{function.Name}: {function.Trigger}")
        .Order(StringComparer.Ordinal);

    private static string TriggerOf(MethodInfo method) => method.GetParameters()
        .SelectMany(parameter => parameter.GetCustomAttributes())
        .Select(attribute => attribute switch
        {
            HttpTriggerAttribute http => $"{string.Join(",", http.Methods ?? [])} {http.Route}",
            QueueTriggerAttribute queue => $"queue {queue.QueueName}",
            TimerTriggerAttribute timer => $"timer {timer.Schedule}",
            OrchestrationTriggerAttribute => "orchestration",
            ActivityTriggerAttribute => "activity",
            _ => null,
        })
        .OfType<string>()
        .FirstOrDefault("none");
}

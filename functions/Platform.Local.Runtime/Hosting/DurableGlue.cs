using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Platform.Local.Runtime.Durable;
using Platform.Local.Runtime.Hosting.Discovery;
using Platform.Local.Runtime.Hosting.Invocation;

namespace Platform.Local.Runtime.Hosting;

/// <summary>Gives the orchestrator and activity functions to the durable engine, which calls them through the pipeline.</summary>
internal static class DurableGlue
{
    /// <summary>Adds the engine to an app that has durable functions or a client; it starts before what is added later.</summary>
    public static void AddTo(IServiceCollection services, FunctionCatalog functions)
    {
        if (!functions.Any(TriggerKind.Orchestration, TriggerKind.Activity) && !functions.AnyBinds("durableClient"))
        {
            return;
        }

        services.AddSingleton(Options);
        services.AddSingleton(Engine);
        services.AddSingleton(provider => provider.GetRequiredService<DurableEngine>().Client);
        services.AddHostedService(provider => provider.GetRequiredService<DurableEngine>());
    }

    private static DurableEngineOptions Options(IServiceProvider services)
    {
        var settings = services.GetRequiredService<HostSettings>();
        var lifetime = services.GetRequiredService<IHostApplicationLifetime>();
        var defaults = new DurableEngineOptions { ConnectionString = settings.ConnectionString(null) };
        return new DurableEngineOptions
        {
            ConnectionString = defaults.ConnectionString,
            HubName = settings.HubName,
            DefaultVersion = settings.DefaultVersion,
            MaxConcurrentActivities = settings.MaxActivities ?? defaults.MaxConcurrentActivities,
            DrainTimeout = settings.DrainTimeout,
            JsonSerializerOptions = WorkerJson.OptionsOf(services),
            OnOwnershipLost = _ => lifetime.StopApplication(),
        };
    }

    private static DurableEngine Engine(IServiceProvider services)
    {
        var functions = services.GetRequiredService<FunctionCatalog>();
        var pipeline = services.GetRequiredService<InvocationPipeline>();
        var work = new DurableWork();
        foreach (var (function, trigger) in functions.Of<OrchestrationTriggerAttribute>(TriggerKind.Orchestration))
        {
            work.AddOrchestrator(trigger.Orchestration ?? function.Name, context =>
                pipeline.InvokeAsync(new FunctionCall(function, context, CancellationToken.None)
                {
                    BindingData = Data(context.InstanceId),
                }));
        }

        foreach (var (function, trigger) in functions.Of<ActivityTriggerAttribute>(TriggerKind.Activity))
        {
            work.AddActivity(trigger.Activity ?? function.Name, call =>
                pipeline.InvokeAsync(new FunctionCall(function, call.SerializedInput, call.CancellationToken)
                {
                    BindingData = Data(call.Context.InstanceId),
                }));
        }

        return new DurableEngine(
            services.GetRequiredService<DurableEngineOptions>(),
            work,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILoggerFactory>());
    }

    private static Dictionary<string, object?> Data(string instanceId) => new() { ["instanceId"] = instanceId };
}

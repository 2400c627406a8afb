using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Platform.Local.Runtime.Durable.Management;
using Platform.Local.Runtime.Hosting.Discovery;
using Platform.Local.Runtime.Hosting.Invocation;
using Platform.Local.Runtime.Http;
using Platform.Local.Runtime.LiveView;
using Platform.Local.Runtime.Queues;
using Platform.Local.Runtime.Timers;

namespace Platform.Local.Runtime.Hosting;

/// <summary>What <c>FunctionsApplicationBuilder</c> collects, and how it becomes a host.</summary>
internal sealed class FunctionAppComposition
{
    /// <summary>All of stopping: requests, queues and timers one after the other, then the durable engine.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(25);

    private readonly Func<Type[]> _functionTypes;
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _middleware = [];
    private bool _http;
    private bool _built;

    public FunctionAppComposition(string[] args, Func<Type[]> functionTypes)
    {
        _functionTypes = functionTypes;
        Web = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = AppSettings.EnvironmentName,
        });
        AppSettings.AddTo(Web.Configuration, args);
        HostLogging.AddTo(Web.Logging, Web.Configuration);
        if (ConsoleView.IsOn(Web.Configuration))
        {
            ConsoleView.AddTo(Web.Services, Web.Logging);
        }

        WorkerJson.AddDefaultsTo(Web.Services);
        Web.Host.UseDefaultServiceProvider(options => options.ValidateScopes = Web.Environment.IsDevelopment());
    }

    public WebApplicationBuilder Web { get; }

    public void Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        ThrowIfBuilt();
        _middleware.Add(middleware);
    }

    public void EnableHttp() => _http = true;

    public IHost Build()
    {
        ThrowIfBuilt();
        _built = true;
        var functions = new FunctionCatalog(FunctionDiscovery.Find(_functionTypes()));
        if (functions.Any(TriggerKind.Http) && !_http)
        {
            throw new FunctionAppException(["It has HTTP functions, but does not call ConfigureFunctionsWebApplication()."]);
        }

        BindingSettings.Check(functions, new HostSettings(Web.Configuration));
        var local = LocalStorage.AcquireFor(Web.Configuration);
        try
        {
            if (local is not null)
            {
                // Made by a factory, so that the container leaves the services when the host ends.
                Web.Services.AddSingleton(_ => local);
            }

            return Build(functions, local is not null);
        }
        catch
        {
            local?.DisposeAsync().AsTask().GetAwaiter().GetResult();
            throw;
        }
    }

    private WebApplication Build(FunctionCatalog functions, bool hasLocalServices)
    {
        var services = Web.Services;
        var settings = new HostSettings(Web.Configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
        services.AddSingleton(functions);
        services.AddSingleton(settings);
        services.AddSingleton<LocalHostAddress>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<InvocationPipeline>(provider, (object)_middleware));
        // Started in this order, stopped in the reverse; the web server is started after all of them.
        DurableGlue.AddTo(services, functions);
        services.AddHostedService<TimerListeners>();
        services.AddHostedService<QueueListeners>();
        services.AddHostedService<HostReadiness>();
        HttpServer.AddTo(Web, settings);

        var app = Web.Build();
        if (hasLocalServices)
        {
            app.Services.GetRequiredService<Supervisor.LocalServices>();
        }

        HttpServer.Map(app, functions);
        ManagementRoutes.Map(app);
        return app;
    }

    private void ThrowIfBuilt()
    {
        if (_built)
        {
            throw new InvalidOperationException("The application has already been built.");
        }
    }
}

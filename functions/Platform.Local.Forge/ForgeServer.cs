using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Platform.Local.Forge.Actions.Running;
using Platform.Local.Forge.Faults;
using Platform.Local.Forge.Git;
using Platform.Local.Forge.Http;
using Platform.Local.Forge.Repositories;
using Platform.Local.Forge.Routes;
using Platform.Local.Forge.Shapes;
using Platform.Local.Forge.State;
using Platform.Local.Forge.Webhooks;

namespace Platform.Local.Forge;

/// <summary>The forge as a web server on 127.0.0.1; the program runs one, and tests may.</summary>
internal sealed class ForgeServer : IAsyncDisposable
{
    private const long MaxBody = 100 * 1024 * 1024;
    private readonly WebApplication _app;

    private ForgeServer(WebApplication app, Uri url) => (_app, Url) = (app, url);

    public Uri Url { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Comes back when the forge listens and has resumed what its predecessor left unfinished.</summary>
    public static async Task<ForgeServer> StartAsync(ForgeOptions options, CancellationToken cancellationToken = default)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.Limits.MaxRequestBodySize = MaxBody;
                kestrel.AddServerHeader = false;
                kestrel.Listen(System.Net.IPAddress.Loopback, options.Port);
            });
        builder.Services.AddRoutingCore();
        builder
            .Logging.AddSimpleConsole(console => console.SingleLine = true)
            .SetMinimumLevel(LogLevel.Warning)
            // It complains of halved answers; what fails unasked is logged by the pipeline.
            .AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Critical);
        AddServices(builder.Services, options);
        var app = builder.Build();
        var root = "";
        app.Services.GetRequiredService<RootAddress>().Read = () => root;
        MapRoutes(app);
        await app.StartAsync(cancellationToken);
        root = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Resume(app.Services);
        return new ForgeServer(app, new Uri(root + "/"));
    }

    public Task WaitForShutdownAsync() => _app.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await Services.GetRequiredService<BackgroundWork>().StopAsync();
        await _app.DisposeAsync();
    }

    private static void AddServices(IServiceCollection services, ForgeOptions options)
    {
        services.AddSingleton(options).AddSingleton(TimeProvider.System);
        services.AddSingleton<PeopleStore>().AddSingleton<RepositoryShapes>();
        services.AddSingleton<ForgeStore>().AddSingleton<BackgroundWork>().AddSingleton<RootAddress>();
        services.AddSingleton(provider => new Urls(provider.GetRequiredService<RootAddress>().Get));
        services
            .AddSingleton<RouteTable>()
            .AddSingleton<ApiPipeline>()
            .AddSingleton<AccessCheck>()
            .AddSingleton<RateWindow>();
        services.AddSingleton<RequestGate>().AddSingleton<RequestJournal>().AddSingleton<FaultBook>();
        services.AddSingleton<RepositoryCreation>().AddSingleton<RepositoryChanges>().AddSingleton<FirstCommit>();
        services.AddSingleton<RefUpdates>().AddSingleton<CommitMaking>().AddSingleton<ContentsWriting>();
        services.AddSingleton<PullRequestMerging>();
        services
            .AddSingleton<ForgeEvents>()
            .AddSingleton<EventPayloads>()
            .AddSingleton<HookSender>()
            .AddSingleton<HookBook>();
        services.AddSingleton<ChangeEvents>().AddSingleton<DeploymentShapes>();
        services.AddSingleton<DeliveryStore>().AddSingleton<GitHttp>().AddSingleton<GitFaults>();
        services.AddSingleton<RunStore>().AddSingleton<RunEvents>().AddSingleton<RunShapes>().AddSingleton<RunContexts>();
        services.AddSingleton<RunExecutor>().AddSingleton<JobExecutor>().AddSingleton<Checkout>();
        services
            .AddSingleton<WorkflowStarter>()
            .AddSingleton<IRefObserver>(provider => provider.GetRequiredService<WorkflowStarter>());
        services.AddSingleton(
            new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
            {
                Timeout = options.WebhookTimeout,
            });
        foreach (
            var group in typeof(IRouteGroup)
                .Assembly.GetTypes()
                .Where(type => type.IsClass && type.IsAssignableTo(typeof(IRouteGroup))))
        {
            services.AddSingleton(typeof(IRouteGroup), group);
        }
    }

    private static void MapRoutes(WebApplication app)
    {
        app.Use(app.Services.GetRequiredService<RequestGate>().InvokeAsync);
        app.UseRouting();
        var (table, pipeline) = (
            app.Services.GetRequiredService<RouteTable>(),
            app.Services.GetRequiredService<ApiPipeline>());
        foreach (var group in app.Services.GetServices<IRouteGroup>())
        {
            group.Map(table);
        }

        foreach (var route in table.Routes)
        {
            app.MapMethods(
                route.Template,
                [route.Method],
                (RequestDelegate)(context => pipeline.InvokeAsync(context, route)));
        }

        app.Services.GetRequiredService<GitHttp>().Map(app);
        var unknown = new ApiRoute("*", "(unknown)", _ => Task.FromResult(Answer.NotFound));
        app.MapFallback("{**path}", (RequestDelegate)(context => pipeline.InvokeAsync(context, unknown)));
    }

    private static void Resume(IServiceProvider services)
    {
        if (Directory.Exists(services.GetRequiredService<JobExecutor>().Root))
        {
            // Left by jobs of a forge that was killed; they start again in folders of their own.
            Directory.Delete(services.GetRequiredService<JobExecutor>().Root, recursive: true);
        }

        services.GetRequiredService<ChangeEvents>().Listen();
        services.GetRequiredService<FirstCommit>().Resume();
        services.GetRequiredService<HookSender>().Resume();
        services.GetRequiredService<WorkflowStarter>().Resume();
    }

    /// <summary>The server's own address, which is known only once it listens.</summary>
    private sealed class RootAddress
    {
        public Func<string> Read { get; set; } = () => "";

        public string Get() => Read();
    }
}

using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Platform.Local.Runtime.Hosting;
using Platform.Local.Runtime.Hosting.Discovery;

namespace Platform.Local.Runtime.Http;

/// <summary>Kestrel on the loopback address, with one endpoint for each HTTP function.</summary>
internal static class HttpServer
{
    private const int CoreToolsPort = 7071;

    public static void AddTo(WebApplicationBuilder web, HostSettings settings)
    {
        web.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = settings.BodyLimit;
            kestrel.Listen(IPAddress.Loopback, settings.HttpPort ?? DefaultPort());
        });
        // The executors of action results, and routing with every constraint.
        web.Services.AddMvcCore();
        web.Services.AddSingleton<HttpInvocations>();
        web.Services.AddHostedService(services => services.GetRequiredService<HttpInvocations>());
    }

    public static void Map(WebApplication app, FunctionCatalog functions)
    {
        var invocations = app.Services.GetRequiredService<HttpInvocations>();
        var prefix = app.Services.GetRequiredService<HostSettings>().RoutePrefix;
        foreach (var (function, trigger) in functions.Of<HttpTriggerAttribute>(TriggerKind.Http))
        {
            ((IEndpointRouteBuilder)app)
                .Map(FunctionRoute.Of(prefix, trigger, function.Name), http => invocations.InvokeAsync(function, http))
                .WithDisplayName(function.Name);
        }
    }

    /// <summary>The port that people know from the Core Tools, unless somebody has it.</summary>
    private static int DefaultPort()
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, CoreToolsPort);
            probe.Start();
            return CoreToolsPort;
        }
        catch (SocketException)
        {
            return 0;
        }
    }
}

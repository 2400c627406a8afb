using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.Local.Runtime.Hosting;

namespace Platform.Local.Runtime.Durable.Management;

/// <summary>
/// The real extension's HTTP API under <c>/runtime/webhooks/durabletask</c>: same routes, statuses and JSON, and as there
/// nothing without the system key, in the query as <c>code</c> or as the header <c>x-functions-key</c>.
/// </summary>
internal static class ManagementRoutes
{
    public const string Prefix = "/runtime/webhooks/durabletask";

    public static void Map(WebApplication app)
    {
        if (app.Services.GetService<DurableEngine>() is not { } engine)
        {
            return;
        }

        var key = ManagementKey.In(LocalDirectory.Of(app.Services.GetRequiredService<IConfiguration>()));
        ((IEndpointRouteBuilder)app)
            .Map($"{Prefix}/{{**path}}", http => RunAsync(http, engine.Client, key))
            .WithDisplayName("Durable Task management");
    }

    private static async Task RunAsync(HttpContext http, DurableTaskClient client, ManagementKey key)
    {
        var given = http.Request.Headers["x-functions-key"] is [{ } header] ? header : http.Request.Query["code"].ToString();
        var answer = key.Matches(given) ? await AnswerAsync(new(http, client, key)) : Results.Unauthorized();
        await answer.ExecuteAsync(http);
    }

    private static async Task<IResult> AnswerAsync(ManagementRequest request)
    {
        try
        {
            return request.IsForAnotherHub ? Results.NotFound() : await RouteAsync(request);
        }
        catch (ArgumentException refused)
        {
            return ManagementAnswers.BadRequest(refused.Message);
        }
    }

    private static Task<IResult> RouteAsync(ManagementRequest request) => (request.Method, request.Path) switch
    {
        ("GET", ["instances"]) => InstanceQueries.ListAsync(request),
        ("DELETE", ["instances"]) => InstanceQueries.PurgeAsync(request),
        ("GET", ["instances", var id]) => InstanceQueries.GetAsync(request, id),
        ("DELETE", ["instances", var id]) => InstanceQueries.PurgeAsync(request, id),
        ("POST", ["instances", var id, "raiseevent", var name]) => InstanceCommands.RaiseAsync(request, id, name),
        ("POST", ["instances", var id, "terminate"]) => InstanceCommands.TerminateAsync(request, id),
        ("POST", ["instances", var id, "suspend"]) => InstanceCommands.SuspendAsync(request, id),
        ("POST", ["instances", var id, "resume"]) => InstanceCommands.ResumeAsync(request, id),
        ("POST", ["instances", var id, "restart"]) => InstanceStarts.RestartAsync(request, id),
        ("POST", ["orchestrators", var name]) => InstanceStarts.StartAsync(request, name, null),
        ("POST", ["orchestrators", var name, var id]) => InstanceStarts.StartAsync(request, name, id),
        _ => Task.FromResult(Results.NotFound()),
    };
}

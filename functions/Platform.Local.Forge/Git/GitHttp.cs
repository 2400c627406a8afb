using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Platform.Local.Forge.Http;
using Platform.Local.Forge.Repositories;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Git;

/// <summary>
/// git's smart HTTP: everybody on this machine may clone, pushing needs the token. A push sets off
/// hooks and workflows exactly as the API does.
/// </summary>
internal sealed class GitHttp(
    ForgeStore store,
    AccessCheck access,
    RefUpdates updates,
    RequestJournal journal,
    GitFaults faults)
{
    private const string Upload = "git-upload-pack";
    private const string Receive = "git-receive-pack";

    public void Map(IEndpointRouteBuilder app)
    {
        Map(app, "GET", "/{owner}/{repo}/info/refs", AdvertiseAsync);
        Map(app, "POST", $"/{{owner}}/{{repo}}/{Upload}", (context, repository) => ServeAsync(context, repository, Upload));
        Map(app, "POST", $"/{{owner}}/{{repo}}/{Receive}", PushAsync);
    }

    private void Map(IEndpointRouteBuilder app, string method, string template, Func<HttpContext, Repository, Task> handle)
    {
        var route = new ApiRoute(method, template, _ => Task.FromResult(Answer.NotFound))
        {
            MutatesByMethod = template.EndsWith(Receive, StringComparison.Ordinal),
        };
        app.MapMethods(
            template,
            [method],
            (RequestDelegate)(
                async context =>
                {
                    var exchange = journal.Begin(context, route);
                    await AdmitAsync(
                        context,
                        exchange,
                        route.MutatesByMethod && method == "POST" || Service(context) == Receive,
                        handle);
                    exchange.Status = exchange.Dropped ? 0 : context.Response.StatusCode;
                }));
    }

    private async Task AdmitAsync(
        HttpContext context, Exchange exchange, bool writes, Func<HttpContext, Repository, Task> handle)
    {
        var name = context.Request.RouteValues["repo"]!.ToString()!;
        name = name.EndsWith(".git", StringComparison.Ordinal) ? name[..^4] : name;
        if (writes && access.Refuse(context) is { } refused)
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"forge\"";
            context.Response.StatusCode = refused.Status;
        }
        else if (store.Find(context.Request.RouteValues["owner"]!.ToString()!, name) is not { } repository)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else if (writes && repository.Data.Archived)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
        else
        {
            context.Response.Headers.CacheControl = "no-cache";
            await faults.ServeAsync(context, exchange, repository, writes, handle);
        }
    }

    private static async Task AdvertiseAsync(HttpContext context, Repository repository)
    {
        if (Service(context) is not { } service)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        context.Response.ContentType = $"application/x-{service}-advertisement";
        var line = $"# service={service}\n";
        var head = Encoding.ASCII.GetBytes($"{line.Length + 4:x4}{line}0000");
        await context.Response.Body.WriteAsync(head, context.RequestAborted);
        await RunAsync(context, repository, [service["git-".Length..], "--stateless-rpc", "--http-backend-info-refs", "."]);
    }

    private static Task ServeAsync(HttpContext context, Repository repository, string service)
    {
        context.Response.ContentType = $"application/x-{service}-result";
        return RunAsync(context, repository, [service["git-".Length..], "--stateless-rpc", "."]);
    }

    private async Task PushAsync(HttpContext context, Repository repository)
    {
        await repository.RefGate.WaitAsync(context.RequestAborted);
        try
        {
            var before = repository.Git.Refs.All();
            await ServeAsync(context, repository, Receive);
            var after = repository.Git.Refs.All();
            foreach (
                var name in before
                    .Keys.Union(after.Keys)
                    .Where(name => before.GetValueOrDefault(name) != after.GetValueOrDefault(name)))
            {
                repository.Git.Refs.Remember(name, before.GetValueOrDefault(name));
                updates.Announce(
                    repository,
                    new RefChange(name, before.GetValueOrDefault(name), after.GetValueOrDefault(name)));
            }
        }
        finally
        {
            repository.RefGate.Release();
        }
    }

    private static string? Service(HttpContext context) =>
        context.Request.Query["service"].ToString() is Upload or Receive
            ? context.Request.Query["service"].ToString()
            : null;

    private static async Task RunAsync(HttpContext context, Repository repository, string[] arguments)
    {
        using var lagging = repository.Lag is null ? null : new LaggingFolder(repository);
        var start = GitProcess.StartInfo(lagging?.Path ?? repository.Git.Path, arguments);
        if (context.Request.Headers["Git-Protocol"].ToString() is { Length: > 0 } protocol)
        {
            start.Environment["GIT_PROTOCOL"] = protocol;
        }

        using var process = Process.Start(start)!;
        try
        {
            var errors = process.StandardError.ReadToEndAsync(context.RequestAborted);
            var request =
                context.Request.Headers.ContentEncoding == "gzip"
                    ? new GZipStream(context.Request.Body, CompressionMode.Decompress)
                    : context.Request.Body;
            var input = FeedAsync(request, process, context.RequestAborted);
            await process.StandardOutput.BaseStream.CopyToAsync(context.Response.Body, context.RequestAborted);
            await Task.WhenAll(input, errors, process.WaitForExitAsync(context.RequestAborted));
        }
        finally
        {
            // Whoever hangs up leaves no process behind; what receive-pack has not finished, it has not done.
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static async Task FeedAsync(Stream request, Process process, CancellationToken cancellationToken)
    {
        try
        {
            await request.CopyToAsync(process.StandardInput.BaseStream, cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // git has read what it needs and closed its end.
        }
    }
}

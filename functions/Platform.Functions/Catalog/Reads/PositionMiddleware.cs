using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using Platform.Core.Catalog.Feed;

namespace Platform.Functions.Catalog.Reads;

/// <summary>
/// Says on the catalog's answers how far the catalog is. Reads say it themselves; on the answer to a change, or to a question
/// how a sweep is getting on, it is a position with which its effect is seen, at whatever instance.
/// </summary>
internal sealed partial class PositionMiddleware(ICatalogFeed feed, ILogger<PositionMiddleware> logger)
    : IFunctionsWorkerMiddleware
{
    private const string Catalog = "Catalog";

    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.FunctionDefinition.Name.StartsWith(Catalog, StringComparison.Ordinal)
            && context.GetHttpContext() is { } http)
        {
            http.Response.OnStarting(() => TellAsync(http));
        }

        return next(context);
    }

    private async Task TellAsync(HttpContext http)
    {
        if (http.Response.StatusCode >= StatusCodes.Status400BadRequest
            || http.Response.Headers.ContainsKey(CatalogReadEdge.PositionHeader))
        {
            return;
        }

        try
        {
            var heads = await feed.HeadsAsync(http.RequestAborted);
            http.Response.Headers[CatalogReadEdge.PositionHeader] = heads.ToString();
        }
        catch (Exception failure)
        {
            // The change is made; its answer must not fail for want of a hint.
            Log.Unknown(logger, failure);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "An answer goes without the catalog's position, which can't be read.")]
        public static partial void Unknown(ILogger logger, Exception exception);
    }
}

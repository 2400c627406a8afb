using Azure;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using Platform.Core.Primitives;

namespace Platform.Functions.Hosting;

/// <summary>
/// The one place where an exception becomes an HTTP answer. Expected outcomes never come here, they are values; what does is
/// ours to mend, so it is logged, and the caller gets a trace id and no detail.
/// </summary>
internal sealed partial class ProblemMiddleware(ILogger<ProblemMiddleware> logger) : IFunctionsWorkerMiddleware
{
    private static readonly Problem Unexpected = new(
        "unexpected", "Something went wrong here; the trace id finds it in the logs.");
    private static readonly Problem Unavailable = new(
        "storage-unavailable", "Storage does not answer at the moment; try again shortly.");

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            await next(context);
            return;
        }

        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; there is nobody to answer.
        }
        catch (BadHttpRequestException refused) when (!http.Response.HasStarted)
        {
            await ProblemResults.WriteAsync(http, refused.StatusCode, [new Problem("request-unreadable", refused.Message)]);
        }
        catch (RequestFailedException failed) when (failed.Status is 0 or 429 or >= 500 && !http.Response.HasStarted)
        {
            Log.StorageFailed(logger, failed, context.FunctionDefinition.Name);
            http.Response.Headers.RetryAfter = "5";
            await ProblemResults.WriteAsync(http, StatusCodes.Status503ServiceUnavailable, [Unavailable]);
        }
        catch (Exception unexpected) when (!http.Response.HasStarted)
        {
            Log.Failed(logger, unexpected, context.FunctionDefinition.Name);
            await ProblemResults.WriteAsync(http, StatusCodes.Status500InternalServerError, [Unexpected]);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Function} failed.")]
        public static partial void Failed(ILogger logger, Exception exception, string function);

        [LoggerMessage(2, LogLevel.Warning, "{Function} could not reach storage.")]
        public static partial void StorageFailed(ILogger logger, Exception exception, string function);
    }
}

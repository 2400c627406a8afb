using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using Platform.Core.Observability;
using Platform.Functions.Hosting;

namespace Platform.Functions.Access;

/// <summary>Deny by default: an HTTP function runs only when its rule lets the caller in. Other triggers pass.</summary>
internal sealed partial class AccessMiddleware(AccessRules rules, AccessGate gate, ILogger<AccessMiddleware> logger)
    : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            await next(context);
            return;
        }

        var function = context.FunctionDefinition.Name;
        switch (await gate.DecideAsync(rules.Find(function), http))
        {
            case AccessDecision.Allowed allowed:
                http.SetCaller(allowed.Caller);
                await next(context);
                break;
            case AccessDecision.Refused refused:
                Log.Refused(logger, function, refused.Problem.Code);
                PlatformMetrics.AccessRefused.Add(
                    1, new(TelemetryTags.Function, function), new(TelemetryTags.Code, refused.Problem.Code));
                if (refused.Status == StatusCodes.Status401Unauthorized)
                {
                    http.Response.Headers.WWWAuthenticate = "Bearer";
                }
                else if (refused.Status == StatusCodes.Status503ServiceUnavailable)
                {
                    http.Response.Headers.RetryAfter = "10";
                }

                await ProblemResults.WriteAsync(http, refused.Status, [refused.Problem]);
                break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Function} refused a caller: {Code}.")]
        public static partial void Refused(ILogger logger, string function, string code);
    }
}

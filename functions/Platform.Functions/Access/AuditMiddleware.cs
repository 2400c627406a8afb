using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using Platform.Core.Access;

namespace Platform.Functions.Access;

/// <summary>
/// Keeps the audit log of mutating calls. The entry is there before the call runs and learns the outcome before the caller does.
/// Refused callers never come here: they changed nothing, and an outsider must not be able to fill the log.
/// </summary>
internal sealed partial class AuditMiddleware(
    IAuditLog audit, AccessRules rules, TimeProvider clock, ILogger<AuditMiddleware> logger)
    : IFunctionsWorkerMiddleware
{
    private const string NotKept = "not kept";

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is { } http && IsMutating(http.Request.Method)
            && !rules.IsQuestion(context.FunctionDefinition.Name))
        {
            var (name, now) = (context.FunctionDefinition.Name, clock.GetUtcNow());
            var what = $"{name} {http.Request.Method} {http.Request.Path}";
            var entry = rules.KeepsNoSender(name)
                ? new AuditEntry(NewId(), http.GetCaller().Id, what, new(now.UtcDateTime.Date, TimeSpan.Zero), NotKept)
                : new AuditEntry(context.InvocationId, http.GetCaller().Id, what, now, From(http));
            await audit.BeginAsync(entry, http.RequestAborted);
            http.Response.OnStarting(() => CompleteAsync(
                entry.WithStatus(http.Response.StatusCode) with { Subjects = http.AuditSubjects() }));
        }

        await next(context);
    }

    private async Task CompleteAsync(AuditEntry entry)
    {
        try
        {
            await audit.CompleteAsync(entry, CancellationToken.None);
        }
        catch (Exception failure)
        {
            // The call has had its effect; failing its answer now would mislead the caller. The entry stands without an outcome.
            Log.OutcomeLost(logger, failure, entry.Id, entry.Status);
        }
    }

    private static string NewId() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    private static bool IsMutating(string method) =>
        !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method);

    /// <summary>
    /// Azure's front end names the client in X-Forwarded-For; without one in front the header is only the client's claim.
    /// </summary>
    private static string From(HttpContext http) =>
        http.Request.Headers["X-Forwarded-For"].ToString() is { Length: > 0 } forwarded
            ? $"{http.Connection.RemoteIpAddress} for {forwarded[..Math.Min(forwarded.Length, 200)]}"
            : $"{http.Connection.RemoteIpAddress}";

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The outcome {Outcome} of audited call {Id} could not be written.")]
        public static partial void OutcomeLost(ILogger logger, Exception exception, string id, int? outcome);
    }
}

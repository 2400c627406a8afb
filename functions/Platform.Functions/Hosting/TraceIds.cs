using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Platform.Functions.Hosting;

internal static class TraceIds
{
    /// <summary>
    /// What finds this request in traces and logs: the current trace, the caller's, or the connection's own id.
    /// </summary>
    public static string Of(HttpContext context) =>
        Activity.Current is { } activity ? activity.TraceId.ToHexString()
        : ActivityContext.TryParse(context.Request.Headers.TraceParent, null, out var caller) ? caller.TraceId.ToHexString()
        : context.TraceIdentifier;
}

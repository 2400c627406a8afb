using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Platform.Local.Runtime.Hosting.Invocation;

namespace Platform.Local.Runtime.Http;

/// <summary>Writes what a function returned; outside of all middleware, as in the real worker.</summary>
internal static class HttpResults
{
    public static Task WriteAsync(LocalFunctionContext context, object? result)
    {
        var http = context.GetHttpContext()!;
        return result switch
        {
            IActionResult action => action.ExecuteResultAsync(new(http, http.GetRouteData(), new ActionDescriptor())),
            IResult plain => plain.ExecuteAsync(http),
            // The function or a middleware has written the response itself.
            _ => Task.CompletedTask,
        };
    }
}

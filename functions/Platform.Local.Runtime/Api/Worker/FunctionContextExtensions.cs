using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker;

public static class FunctionContextExtensions
{
    /// <summary>The key of the real worker, because middleware is known to read the item directly.</summary>
    internal const string HttpContextKey = "HttpRequestContext";

    /// <summary>The request behind this invocation; null for every other trigger.</summary>
    public static HttpContext? GetHttpContext(this FunctionContext context) =>
        context.Items.TryGetValue(HttpContextKey, out var item) ? item as HttpContext : null;
}

namespace Platform.Local.Forge.Http;

/// <summary>Before routing: whom the forge talks to, and the prefix that clients add for servers other than github.com.</summary>
internal static class RequestGate
{
    private const string EnterprisePrefix = "/api/v3";

    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!AccessCheck.IsLocal(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            return Task.CompletedTask;
        }

        if (context.Request.Path.StartsWithSegments(EnterprisePrefix, out var rest))
        {
            context.Request.PathBase = EnterprisePrefix;
            context.Request.Path = rest.HasValue ? rest : "/";
        }

        return next(context);
    }
}

using System.Globalization;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Http;

/// <summary>Before routing: whom the forge talks to, and the other addresses that clients know the API by.</summary>
internal sealed class RequestGate(ForgeStore store)
{
    private const string EnterprisePrefix = "/api/v3";

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!AccessCheck.IsLocal(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            return Task.CompletedTask;
        }

        // Clients add it for every server that is not github.com.
        if (context.Request.Path.StartsWithSegments(EnterprisePrefix, out var rest))
        {
            context.Request.PathBase = EnterprisePrefix;
            context.Request.Path = rest.HasValue ? rest : "/";
        }

        context.Request.Path = ByName(context.Request.Path);
        return next(context);
    }

    // Everything below a repository can be asked for by its number, too.
    private PathString ByName(PathString path)
    {
        var parts = path.Value!.Split('/', 4);
        return
            parts.Length > 2
            && parts[1] == "repositories"
            && long.TryParse(parts[2], CultureInfo.InvariantCulture, out var id)
            && store.Find(id) is { } repository
            ? new PathString($"/repos/{repository.Data.FullName}{(parts.Length > 3 ? $"/{parts[3]}" : "")}")
            : path;
    }
}

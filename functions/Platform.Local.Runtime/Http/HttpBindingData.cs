using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Platform.Local.Runtime.Http;

internal static class HttpBindingData
{
    /// <summary>Values of the query by name, and of the route, which win.</summary>
    public static IReadOnlyDictionary<string, object?> Of(HttpContext http)
    {
        var data = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in http.Request.Query)
        {
            data[name] = value.ToString();
        }

        foreach (var (name, value) in http.GetRouteData().Values)
        {
            data[name] = value;
        }

        return data;
    }
}

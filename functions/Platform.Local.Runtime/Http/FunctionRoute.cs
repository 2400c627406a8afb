using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;

namespace Platform.Local.Runtime.Http;

internal static class FunctionRoute
{
    /// <summary>
    /// The methods are a constraint of the route, as in the real host: a request with another method matches no route and gets
    /// 404, never 405.
    /// </summary>
    public static RoutePattern Of(string prefix, HttpTriggerAttribute trigger, string functionName)
    {
        var route = string.IsNullOrEmpty(trigger.Route) ? functionName : trigger.Route.TrimStart('/');
        var template = prefix.Length == 0 ? route : $"{prefix}/{route}";
        var policies = new RouteValueDictionary();
        if (trigger.Methods is { Length: > 0 } methods)
        {
            policies.Add("httpMethod", new HttpMethodRouteConstraint(methods));
        }

        return RoutePatternFactory.Parse(template, defaults: null, policies);
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Platform.Core.Primitives;
using Platform.Functions.Hosting;

namespace Platform.Functions.Catalog;

/// <summary>Answers to those who ask for a sweep: one was begun, or another is under way.</summary>
internal static class SweepAnswers
{
    public const string Running = "sweep-running";

    /// <param name="address">Where to look how it is getting on, below <c>/api/</c>.</param>
    public static IActionResult Started(HttpRequest request, string id, string address)
    {
        request.HttpContext.Response.Headers.Location = $"/api/{address}";
        return JsonResults.Json(new { id }, StatusCodes.Status202Accepted);
    }

    /// <param name="address">Of the one that is under way.</param>
    public static IActionResult UnderWay(HttpRequest request, string message, string? running, string address)
    {
        request.HttpContext.Response.Headers.Location = $"/api/{address}";
        return ProblemResults.From(request, StatusCodes.Status409Conflict, new Problem(
            Running, message, Value: running, Expected: "no sweep under way"));
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Platform.Core.Primitives;

namespace Platform.Functions.Hosting;

/// <summary>
/// Answers that say what is wrong: problem+json, and Backstage's error body on the routes that Backstage's clients call.
/// </summary>
internal static class ProblemResults
{
    public static IActionResult From(HttpRequest request, int status, IReadOnlyList<Problem> problems) => new ContentResult
    {
        StatusCode = status,
        ContentType = ContentTypeFor(request),
        Content = BodyFor(request, status, problems),
    };

    public static IActionResult From(HttpRequest request, int status, params Problem[] problems) =>
        From(request, status, (IReadOnlyList<Problem>)problems);

    /// <summary>A refusal that also carries what could be found out; its members stand beside those of the error.</summary>
    public static IActionResult WithMore<T>(HttpRequest request, int status, IReadOnlyList<Problem> problems, T more)
    {
        var body = JsonNode.Parse(BodyFor(request, status, problems))!.AsObject();
        foreach (var (name, value) in JsonSerializer.SerializeToNode(more, PlatformJson.Options)!.AsObject().ToList())
        {
            body[name] = value?.DeepClone();
        }

        return new ContentResult { StatusCode = status, ContentType = ContentTypeFor(request), Content = body.ToJsonString() };
    }

    /// <summary>The same for middleware, which has no result to return.</summary>
    public static Task WriteAsync(HttpContext context, int status, params IReadOnlyList<Problem> problems)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = ContentTypeFor(context.Request);
        return context.Response.WriteAsync(BodyFor(context.Request, status, problems), context.RequestAborted);
    }

    private static string ContentTypeFor(HttpRequest request) =>
        BackstageError.Expects(request) ? "application/json; charset=utf-8" : "application/problem+json; charset=utf-8";

    private static string BodyFor(HttpRequest request, int status, IReadOnlyList<Problem> problems) =>
        PlatformJson.Serialize<object>(BackstageError.Expects(request)
            ? BackstageError.From(request, status, problems)
            : ProblemDocument.From(request, status, problems));
}

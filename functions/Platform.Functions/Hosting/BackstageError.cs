using Microsoft.AspNetCore.Http;
using Platform.Core.Access;
using Platform.Core.Primitives;

namespace Platform.Functions.Hosting;

/// <summary>Backstage's error body; our additions stand inside <c>error</c>, where its clients ignore them.</summary>
internal sealed record BackstageError(
    BackstageError.ErrorPart Error, BackstageError.RequestPart Request, BackstageError.ResponsePart Response)
{
    public static bool Expects(HttpRequest request) => BackstageRoutes.PluginOf(request.Path.Value) is not null;

    public static BackstageError From(HttpRequest request, int status, IReadOnlyList<Problem> problems) => new(
        new(NameOf(status), ProblemDocument.Summary(problems), problems.Count > 0 ? problems[0].Code : null,
            TraceIds.Of(request.HttpContext), problems),
        new(request.Method, $"{request.Path}{request.QueryString}"),
        new(status));

    private static string NameOf(int status) => status switch
    {
        400 or 413 or 415 or 422 => "InputError",
        401 => "AuthenticationError",
        403 => "NotAllowedError",
        404 => "NotFoundError",
        409 => "ConflictError",
        503 => "ServiceUnavailableError",
        _ => "Error",
    };

    internal sealed record ErrorPart(string Name, string Message, string? Code, string TraceId, IReadOnlyList<Problem> Errors);

    internal sealed record RequestPart(string Method, string Url);

    internal sealed record ResponsePart(int StatusCode);
}

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Platform.Core.Primitives;

namespace Platform.Functions.Hosting;

/// <summary>The body of an RFC 9457 answer, with our stable code, a trace id and every single problem.</summary>
internal sealed record ProblemDocument(
    string Type,
    string Title,
    int Status,
    string Code,
    string Detail,
    string TraceId,
    IReadOnlyList<Problem> Errors)
{
    public static ProblemDocument From(HttpRequest request, int status, IReadOnlyList<Problem> problems)
    {
        var code = problems.Count > 0 ? problems[0].Code : "unexpected";
        return new(
            $"urn:platform:problem:{code}",
            ReasonPhrases.GetReasonPhrase(status),
            status,
            code,
            Summary(problems),
            TraceIds.Of(request.HttpContext),
            problems);
    }

    public static string Summary(IReadOnlyList<Problem> problems) => problems switch
    {
        [] => "The request failed.",
        [var only] => only.Message,
        _ => $"{problems[0].Message} (and {problems.Count - 1} more)",
    };
}

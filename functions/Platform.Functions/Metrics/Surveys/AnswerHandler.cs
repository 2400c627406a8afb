using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Platform.Core.Metrics.Surveys;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Metrics.Surveys;

/// <summary>Shows a survey to whoever has a token, and takes the answers. Nothing here is logged.</summary>
public sealed class AnswerHandler(Answering answering)
{
    /// <summary>Thirty texts of 2,000 letters of four bytes each, escaped.</summary>
    private const int LongestBody = 1024 * 1024;

    public async Task<IActionResult> ShowAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var fields = request.Query.ToDictionary(field => field.Key, field => $"{field.Value}", StringComparer.Ordinal);
        if (TokenIn(fields) is not { } token || await answering.FindAsync(token, cancellationToken) is not { } found)
        {
            return AnswerPage.Over(request.HttpContext.Response);
        }

        return found.Used
            ? AnswerPage.Used(request.HttpContext.Response)
            : AnswerPage.Form(request.HttpContext.Response, found.Asked, token, AnswersIn(fields), []);
    }

    public async Task<IActionResult> TakeAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadBytesAsync(request, LongestBody, cancellationToken);
        if (!body.IsOk)
        {
            return ProblemResults.From(request, RequestBody.StatusOf(body.Problems), body.Problems);
        }

        var response = request.HttpContext.Response;
        var fields = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body.Value.Span))
            .ToDictionary(field => field.Key, field => field.Value[0] ?? string.Empty, StringComparer.Ordinal);
        if (TokenIn(fields) is not { } token)
        {
            return AnswerPage.Over(response);
        }

        var outcome = await answering.TakeAsync(token, AnswersIn(fields), cancellationToken);
        if (outcome is AnswerOutcome.Taken or AnswerOutcome.Used)
        {
            request.HttpContext.AddAuditSubjects(token.Survey);
        }

        return outcome switch
        {
            AnswerOutcome.Taken => AnswerPage.Thanks(response),
            AnswerOutcome.Used => AnswerPage.Used(response),
            AnswerOutcome.Refused refused when await answering.FindAsync(token, cancellationToken) is { } found =>
                AnswerPage.Form(response, found.Asked, token, AnswersIn(fields), refused.Problems),
            _ => AnswerPage.Over(response),
        };
    }

    private static SurveyToken? TokenIn(Dictionary<string, string> fields) =>
        SurveyToken.TryParse(fields.GetValueOrDefault(AnswerPage.TokenField), out var token) ? token : null;

    private static Dictionary<string, string> AnswersIn(Dictionary<string, string> fields) => fields
        .Where(field => field.Key.StartsWith(AnswerPage.Answers, StringComparison.Ordinal))
        .ToDictionary(field => field.Key[AnswerPage.Answers.Length..], field => field.Value, StringComparer.Ordinal);
}

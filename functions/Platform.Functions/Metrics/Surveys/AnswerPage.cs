using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Platform.Core.Metrics.Surveys;
using Platform.Core.Primitives;

namespace Platform.Functions.Metrics.Surveys;

/// <summary>
/// A survey as a page without scripts: a form that keyboards and screen readers know. It loads nothing, tells no other site where
/// it was, and is kept by nobody.
/// </summary>
internal static class AnswerPage
{
    public const string Route = "surveys/answer";
    public const string TokenField = "t";
    public const string Answers = "q.";

    private const string Promise =
        "Your answer is counted without your name: with the groups that you belong to, and nothing else. Nobody sees figures of "
        + "a group in which too few answered. What you write yourself is shown as you wrote it, so leave names out.";

    private const string Style =
        "body{font:1.05rem/1.5 system-ui,sans-serif;margin:0;color:#1b1b1b;background:#fff}"
        + "main{max-width:42rem;margin:0 auto;padding:1.5rem}"
        + "fieldset,.text{border:1px solid #767676;margin:0 0 1.5rem;padding:1rem}"
        + "legend,.text label{font-weight:600}fieldset label{display:block;padding:.35rem 0}"
        + "input[type=radio]{width:1.15rem;height:1.15rem;margin-right:.6rem;vertical-align:middle}"
        + "textarea{box-sizing:border-box;width:100%;font:inherit;margin-top:.5rem}"
        + "button{font:inherit;padding:.6rem 1.4rem;background:#0b4f8a;color:#fff;border:2px solid #0b4f8a}"
        + ":focus-visible{outline:3px solid #b35900;outline-offset:2px}.errors{border:3px solid #a4000f;padding:0 1rem}";

    public static string FieldOf(string question) => Answers + question;

    public static IActionResult Form(
        HttpResponse response,
        SurveyDefinition asked,
        SurveyToken token,
        Dictionary<string, string> answers,
        IReadOnlyList<Problem> problems)
    {
        var body = new StringBuilder();
        if (problems.Count > 0)
        {
            body.Append("<div class=\"errors\" role=\"alert\"><h2>Nothing was sent yet</h2><ul>");
            foreach (var problem in problems)
            {
                body.Append("<li>").Append(Text(problem.Message)).Append("</li>");
            }

            body.Append("</ul></div>");
        }

        body.Append("<p>").Append(Promise).Append("</p><form method=\"post\" action=\"answer\" autocomplete=\"off\">")
            .Append($"<input type=\"hidden\" name=\"{TokenField}\" value=\"{Text(token.Reveal())}\">");
        foreach (var question in asked.Questions)
        {
            Ask(body, question, answers.GetValueOrDefault(question.Id));
        }

        body.Append("<p><button type=\"submit\">Send</button></p></form>");
        var (status, title) = problems.Count > 0
            ? (StatusCodes.Status422UnprocessableEntity, $"Not sent: {asked.Title}")
            : (StatusCodes.Status200OK, asked.Title);
        return Page(response, status, title, asked.Title, body.ToString());
    }

    public static IActionResult Thanks(HttpResponse response) => Note(
        response, StatusCodes.Status200OK, "Thank you", "Your answer is counted. You can close this page.");

    public static IActionResult Used(HttpResponse response) => Note(
        response,
        StatusCodes.Status409Conflict,
        "This link was used",
        "An answer was counted with this link already. Nothing changed.");

    public static IActionResult Over(HttpResponse response) => Note(
        response, StatusCodes.Status404NotFound, "This survey is not open",
        "The link is not complete, or the survey is over. Ask in the chat for your link: /platform survey");

    private static void Ask(StringBuilder body, SurveyQuestion question, string? answer)
    {
        var name = Text(FieldOf(question.Id));
        if (question.Kind == QuestionKind.Text)
        {
            body.Append($"<div class=\"text\"><label for=\"{name}\">{Text(question.Text)}</label>")
                .Append(CultureInfo.InvariantCulture, $"<textarea id=\"{name}\" name=\"{name}\" rows=\"4\" ")
                .Append(CultureInfo.InvariantCulture, $"maxlength=\"{SurveyQuestion.LongestText}\">\n{Text(answer ?? "")}")
                .Append("</textarea></div>");
            return;
        }

        body.Append($"<fieldset><legend>{Text(question.Text)}</legend>");
        for (var place = 0; place < question.Choices; place++)
        {
            var value = (question.First + place).ToString(CultureInfo.InvariantCulture);
            body.Append($"<label><input type=\"radio\" name=\"{name}\" value=\"{value}\"{(answer == value ? " checked" : "")}>")
                .Append(Text(SurveyPrompts.NameOf(question, place))).Append("</label>");
        }

        body.Append("</fieldset>");
    }

    private static ContentResult Note(HttpResponse response, int status, string title, string text) =>
        Page(response, status, title, title, $"<p role=\"status\">{Text(text)}</p>");

    private static ContentResult Page(HttpResponse response, int status, string title, string heading, string body)
    {
        var nonce = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var headers = response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'nonce-{nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["X-Robots-Tag"] = "noindex";
        return new()
        {
            StatusCode = status,
            ContentType = "text/html; charset=utf-8",
            Content = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                + $"<title>{Text(title)}</title><style nonce=\"{nonce}\">{Style}</style></head>"
                + $"<body><main><h1>{Text(heading)}</h1>{body}</main></body></html>",
        };
    }

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);
}

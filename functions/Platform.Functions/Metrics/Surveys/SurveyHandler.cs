using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Platform.Core.Catalog;
using Platform.Core.Metrics.Surveys;
using Platform.Core.Primitives;
using Platform.Core.Queues;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Metrics.Surveys;

/// <param name="Url">Where the caller answers, once.</param>
public sealed record SurveyLinkView(string Url, DateTimeOffset ClosesAt);

/// <summary>Writes surveys down, has them opened and closed, and tells what they came to.</summary>
public sealed class SurveyHandler(
    SurveyBook book,
    SurveyReading reading,
    SurveyInvitations invitations,
    ISurveyReach reach,
    IDocumentReader documents,
    IQueueSender queue)
{
    public const string NotInvited = "survey-not-invited";
    public const string NoAddress = "survey-no-address";

    private const int LongestBody = 64 * 1024;

    public async Task<IActionResult> DefineAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadBytesAsync(request, LongestBody, cancellationToken);
        if (!body.IsOk)
        {
            return ProblemResults.From(request, RequestBody.StatusOf(body.Problems), body.Problems);
        }

        var definition = Read(Encoding.UTF8.GetString(body.Value.Span));
        if (!definition.IsOk)
        {
            return ProblemResults.From(request, StatusCodes.Status422UnprocessableEntity, definition.Problems);
        }

        request.HttpContext.AddAuditSubjects(definition.Value.Id);
        var known = await book.FindAsync(definition.Value.Id, cancellationToken);
        var survey = await book.DefineAsync(definition.Value, request.HttpContext.GetCaller().Id, cancellationToken);
        return survey.IsOk
            ? JsonResults.Json(survey.Value, known is null ? StatusCodes.Status201Created : StatusCodes.Status200OK)
            : ProblemResults.From(request, StatusOf(survey.Problems), survey.Problems);
    }

    public async Task<IActionResult> ListAsync(CancellationToken cancellationToken) =>
        JsonResults.Json(new { surveys = await book.ListAsync(cancellationToken) });

    public async Task<IActionResult> GetAsync(HttpRequest request, string id, CancellationToken cancellationToken) =>
        await book.FindAsync(id, cancellationToken) is { } survey
            ? JsonResults.Json(survey)
            : ProblemResults.From(request, StatusCodes.Status404NotFound, new Problem(
                SurveyBook.Unknown, $"There is no survey '{id}'.", "id", id, "a survey's id"));

    public async Task<IActionResult> OpenAsync(HttpRequest request, string id, CancellationToken cancellationToken) =>
        await MovedAsync(request, await book.OpenAsync(id, cancellationToken), cancellationToken);

    public async Task<IActionResult> CloseAsync(HttpRequest request, string id, CancellationToken cancellationToken) =>
        await MovedAsync(request, await book.CloseAsync(id, cancellationToken), cancellationToken);

    public async Task<IActionResult> ResultsAsync(HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var query = QueryOf(request, id);
        var answer = query.IsOk
            ? await reading.AnswerAsync(query.Value, cancellationToken)
            : Result<SurveyAnswer>.Failed(query.Problems);
        return !answer.IsOk ? ProblemResults.From(request, StatusOf(answer.Problems), answer.Problems)
            : request.Query["format"] == "csv"
                ? new ContentResult { ContentType = CsvText.ContentType, Content = SurveyCsv.Write(answer.Value) }
            : JsonResults.Json(answer.Value);
    }

    public async Task<IActionResult> LinkAsync(HttpRequest request, string id, CancellationToken cancellationToken)
    {
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        var open = request.HttpContext.GetCaller().Person is { } person
            ? await invitations.OfAsync(person, cancellationToken)
            : [];
        if (open.FirstOrDefault(one => one.Definition.Id == id) is not { } invitation)
        {
            return ProblemResults.From(request, StatusCodes.Status404NotFound, new Problem(
                NotInvited, $"You are not invited to the survey '{id}', or it is not open.", "id", id,
                "a survey that is open for the person who asks"));
        }

        return reach.PageOf(invitation.Token) is { } page
            ? JsonResults.Json(new SurveyLinkView(page.AbsoluteUri, invitation.Round.ClosesAt))
            : ProblemResults.From(request, StatusCodes.Status409Conflict, new Problem(
                NoAddress, "The setting PlatformPublicUrl does not say where people reach this app."));
    }

    private Result<SurveyDefinition> Read(string text)
    {
        var found = documents.Read("survey", text);
        var problems = found.SelectMany(document => document.Problems).ToList();
        if (problems.Count > 0)
        {
            return Result<SurveyDefinition>.Failed(problems);
        }

        return found is [{ Value: { Root: JsonObject root } document }]
            ? SurveyDefinitionParser.Parse(root, field => document.PlaceOf(field))
            : new Problem(FieldChecks.WrongType, "The body is not one survey.", Expected: "one definition in YAML or JSON");
    }

    // The next look at it comes at once, and by the timer in any case.
    private async Task<IActionResult> MovedAsync(
        HttpRequest request, Result<SurveyRecord> survey, CancellationToken cancellationToken)
    {
        if (!survey.IsOk)
        {
            return ProblemResults.From(request, StatusOf(survey.Problems), survey.Problems);
        }

        await new SurveyTurn(survey.Value.Id).SendAsync(queue, cancellationToken);
        return JsonResults.Json(survey.Value, StatusCodes.Status202Accepted);
    }

    private static Result<SurveyQuery> QueryOf(HttpRequest request, string id)
    {
        var problems = new List<Problem>();
        int? round = null;
        if (request.Query["round"].ToString() is { Length: > 0 } written)
        {
            round = int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
            if (round is null)
            {
                problems.Add(Wrong("round", written, "a number from 1 on"));
            }
        }

        var (team, system) = (RefOf("team", "group"), RefOf("system", "system"));
        var question = request.Query["question"].ToString() is { Length: > 0 } named ? named : null;
        return problems.Count == 0
            ? new SurveyQuery(id, round, team, system, question)
            : Result<SurveyQuery>.Failed(problems);

        string? RefOf(string parameter, string kind)
        {
            var text = request.Query[parameter].ToString();
            if (text.Length == 0)
            {
                return null;
            }

            if (EntityRef.TryParse(text, out var found, kind)
                && found.Kind.Equals(kind, StringComparison.OrdinalIgnoreCase))
            {
                return found.Canonical;
            }

            problems.Add(Wrong(parameter, text, $"a {kind} of the catalog"));
            return null;
        }
    }

    private static Problem Wrong(string field, string value, string expected) =>
        new(FieldChecks.WrongFormat, $"'{field}' is not valid: expected {expected}.", field, value, expected);

    private static int StatusOf(IReadOnlyList<Problem> problems) => problems[0].Code switch
    {
        SurveyBook.Unknown or SurveyReading.NoResults => StatusCodes.Status404NotFound,
        SurveyRecord.IsOpen or SurveyRecord.IsNotOpen or SurveyBook.Busy => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status400BadRequest,
    };
}

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Functions.Access;

namespace Platform.Functions.Metrics.Surveys;

/// <summary>Surveys: what is asked, when, and what it came to.</summary>
public sealed class SurveyFunctions(SurveyHandler handler)
{
    [Function(SurveyFunctionNames.Define), RequiresRole(Role.Admin)]
    public Task<IActionResult> DefineAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "metrics/surveys")] HttpRequest request,
        CancellationToken cancellationToken) => handler.DefineAsync(request, cancellationToken);

    [Function(SurveyFunctionNames.List), RequiresRole(Role.Reader)]
    public Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "metrics/surveys")] HttpRequest request,
        CancellationToken cancellationToken) => handler.ListAsync(cancellationToken);

    [Function(SurveyFunctionNames.Get), RequiresRole(Role.Reader)]
    public Task<IActionResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "metrics/surveys/{surveyId}")] HttpRequest request,
        string surveyId,
        CancellationToken cancellationToken) => handler.GetAsync(request, surveyId, cancellationToken);

    [Function(SurveyFunctionNames.Open), RequiresRole(Role.Admin)]
    public Task<IActionResult> OpenAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "metrics/surveys/{surveyId}/open")] HttpRequest request,
        string surveyId,
        CancellationToken cancellationToken) => handler.OpenAsync(request, surveyId, cancellationToken);

    [Function(SurveyFunctionNames.Close), RequiresRole(Role.Admin)]
    public Task<IActionResult> CloseAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "metrics/surveys/{surveyId}/close")] HttpRequest request,
        string surveyId,
        CancellationToken cancellationToken) => handler.CloseAsync(request, surveyId, cancellationToken);

    [Function(SurveyFunctionNames.Results), RequiresRole(Role.Reader)]
    public Task<IActionResult> ResultsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "metrics/surveys/{surveyId}/results")] HttpRequest request,
        string surveyId,
        CancellationToken cancellationToken) => handler.ResultsAsync(request, surveyId, cancellationToken);

    /// <summary>The caller's own link, for chats that this app doesn't write to and for mails.</summary>
    [Function(SurveyFunctionNames.Link), RequiresRole(Role.Reader)]
    public Task<IActionResult> LinkAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "metrics/surveys/{surveyId}/link")] HttpRequest request,
        string surveyId,
        CancellationToken cancellationToken) => handler.LinkAsync(request, surveyId, cancellationToken);
}

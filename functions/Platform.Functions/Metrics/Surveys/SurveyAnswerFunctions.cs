using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Functions.Access;

namespace Platform.Functions.Metrics.Surveys;

/// <summary>
/// Where people answer. The token in the link lets them in, and says nothing of who they are; so nobody is to sign in here, and
/// who came from where is not kept.
/// </summary>
[AllowAnonymousAccess]
public sealed class SurveyAnswerFunctions(AnswerHandler handler)
{
    [Function(SurveyFunctionNames.Page)]
    public Task<IActionResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = AnswerPage.Route)] HttpRequest request,
        CancellationToken cancellationToken) => handler.ShowAsync(request, cancellationToken);

    [Function(SurveyFunctionNames.Answer), KeepsNoSender]
    public Task<IActionResult> TakeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = AnswerPage.Route)] HttpRequest request,
        CancellationToken cancellationToken) => handler.TakeAsync(request, cancellationToken);
}

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Scaffolding;

/// <summary>Tries templates without making anything.</summary>
public sealed class ScaffolderDryRunFunctions(DryRunHandler handler)
{
    /// <summary>As Backstage: skeletons come in the body.</summary>
    private const int LargestBody = 10 * 1024 * 1024;

    [Function(ScaffoldNames.DryRun)]
    [RequiresRole(Role.Scaffolder)]
    [ChangesNothing]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "scaffolder/v2/dry-run")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadObjectAsync(request, cancellationToken, LargestBody);
        if (!body.IsOk)
        {
            return ProblemResults.From(request, RequestBody.StatusOf(body.Problems), body.Problems);
        }

        return await handler.HandleAsync(body.Value, request.HttpContext.GetCaller(), cancellationToken) switch
        {
            DryRunOutcome.Done done => JsonResults.Json(done.View),
            DryRunOutcome.InvalidValues invalid => ValueErrorView.Answer(invalid.Problems),
            DryRunOutcome.Refused { View: { } view } failed =>
                ProblemResults.WithMore(request, failed.Status, failed.Problems, view),
            DryRunOutcome.Refused refused => ProblemResults.From(request, refused.Status, refused.Problems),
            var outcome => throw new InvalidOperationException($"{outcome} has no answer."),
        };
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Core.SourceControl;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Scaffolding;

/// <summary>Offers values for a form's fields.</summary>
public sealed class ScaffolderAutocompleteFunctions(AutocompleteHandler handler)
{
    [Function(ScaffoldNames.Autocomplete)]
    [RequiresRole(Role.Scaffolder)]
    [ChangesNothing]
    public async Task<IActionResult> FindAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "scaffolder/v2/autocomplete/{provider}/{resource}")]
        HttpRequest request,
        string provider,
        string resource,
        CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadOptionalObjectAsync(request, cancellationToken);
        if (!body.IsOk)
        {
            return ProblemResults.From(request, RequestBody.StatusOf(body.Problems), body.Problems);
        }

        var found = await handler.FindAsync(provider, resource, body.Value, cancellationToken);
        return found.IsOk
            ? JsonResults.Json(new { results = found.Value })
            : ProblemResults.From(request, StatusOf(found.Problems[0].Code), found.Problems);
    }

    private static int StatusOf(string code) =>
        code == ReadingProblems.RepositoryNotFound ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest;
}

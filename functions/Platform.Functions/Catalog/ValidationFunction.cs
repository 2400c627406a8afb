using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Catalog;

/// <summary>Judges descriptors that come with the call, as the catalog would; nothing is kept.</summary>
[RequiresRole(Role.Reader)]
public sealed class ValidationFunction(ValidationHandler handler)
{
    public const string Name = "CatalogValidate";

    [Function(Name), ChangesNothing]
    public async Task<IActionResult> ValidateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "catalog/validate")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var asked = await ValidationRequest.ReadAsync(request, cancellationToken);
        return asked.IsOk
            ? await handler.JudgeAsync(asked.Value, cancellationToken)
            : ProblemResults.From(request, RequestBody.StatusOf(asked.Problems), asked.Problems);
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Catalog;

/// <summary>Judges an entity, and takes one out.</summary>
public sealed class EntityFunctions(EntityRemovalHandler removal, EntityValidationHandler validation)
{
    public const string DeleteName = "CatalogEntityDelete";
    public const string ValidateName = "CatalogEntityValidate";

    [Function(DeleteName), RequiresRole(Role.Registrar)]
    public Task<IActionResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "catalog/entities/by-uid/{uid}")] HttpRequest request,
        string uid,
        CancellationToken cancellationToken) =>
        removal.RemoveAsync(request, uid, cancellationToken);

    [Function(ValidateName), RequiresRole(Role.Reader), ChangesNothing]
    public async Task<IActionResult> ValidateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "catalog/validate-entity")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadObjectAsync(request, cancellationToken);
        return body.IsOk
            ? await validation.JudgeAsync(request, body.Value, cancellationToken)
            : ProblemResults.From(request, RequestBody.StatusOf(body.Problems), body.Problems);
    }
}

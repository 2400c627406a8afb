using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Platform.Core.Catalog.Backstage;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Catalog.Backstage;

/// <param name="Written">So many entities of this catalog are new or changed; after a dry run, would be.</param>
public sealed record ImportAnswer(IReadOnlyList<ImportedEntity> Items, int Written);

/// <summary>Answers imports.</summary>
public sealed class ImportHandler(EntityImport import)
{
    public async Task<IActionResult> ImportAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadObjectAsync(request, cancellationToken, ImportRequest.LargestBody);
        if (!body.IsOk)
        {
            return ProblemResults.From(request, RequestBody.StatusOf(body.Problems), body.Problems);
        }

        var asked = ImportRequest.Parse(body.Value);
        if (!asked.IsOk)
        {
            return ProblemResults.From(request, StatusCodes.Status400BadRequest, asked.Problems);
        }

        request.HttpContext.AddAuditSubjects(asked.Value.From);
        var done = await import.RunAsync(asked.Value, request.HttpContext.GetCaller().Id, cancellationToken);
        if (!done.IsOk)
        {
            request.HttpContext.Response.Headers.RetryAfter = "1";
            return ProblemResults.From(request, StatusCodes.Status503ServiceUnavailable, done.Problems);
        }

        return JsonResults.Json(new ImportAnswer(done.Value, done.Value.Count(entity => entity.Written)));
    }
}

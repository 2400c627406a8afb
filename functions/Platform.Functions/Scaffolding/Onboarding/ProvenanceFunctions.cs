using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Provenance;
using Platform.Core.Scaffolding.Publishing;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Scaffolding.Onboarding;

/// <summary>Tells where a repository's contents came from.</summary>
[RequiresRole(Role.Reader)]
public sealed class ProvenanceFunctions(IProvenanceStore records)
{
    [Function(ScaffoldNames.Provenance)]
    public async Task<IActionResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "scaffolder/provenance/{owner}/{repository}")]
        HttpRequest request,
        string owner,
        string repository,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<ProvenanceRecord> found = RepositoryName.TryCreate(owner, repository, out var name)
            ? await records.ListAsync(name, cancellationToken)
            : [];
        return found.Count > 0
            ? JsonResults.Json(new { items = found })
            : ProblemResults.From(request, StatusCodes.Status404NotFound, new Problem(
                "provenance-unknown", $"No task made anything in '{owner}/{repository}'.", "repository", $"{owner}/{repository}",
                "a repository that a template made"));
    }
}

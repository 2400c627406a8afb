using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Core.Catalog.Discovery.Repositories;
using Platform.Core.Catalog.Proposals;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Catalog.Discovery;

/// <summary>What discovery knows of an organisation's repositories: also those that have no descriptor.</summary>
[RequiresRole(Role.Reader)]
public sealed class RepositoryFunctions(IRepositoryRecords records, IProposalRecords proposals)
{
    [Function(DiscoveryNames.Repositories)]
    public async Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "catalog/repositories/{organization}")] HttpRequest request,
        string organization,
        CancellationToken cancellationToken)
    {
        var all = await records.ListAsync(organization, cancellationToken);
        var proposed = (await proposals.ListAsync(organization, cancellationToken)).ToDictionary(one => one.Repository);
        var items = all
            .OrderBy(record => record.Listed.Name.ToString(), StringComparer.OrdinalIgnoreCase)
            .Select(record => new
            {
                name = record.Listed.Name.ToString(),
                url = record.Listed.HtmlUrl,
                record.Listed.Archived,
                record.Listed.PushedAt,
                descriptors = record.Paths,
                isKnown = record.Known is not null,
                record.LookedAt,
                record.Problem,
                proposal = proposed.TryGetValue(record.Listed.Id, out var one)
                    ? new { one.State, one.Reason, one.At, one.Url, one.Text }
                    : null,
            });
        return JsonResults.Json(new { items });
    }
}

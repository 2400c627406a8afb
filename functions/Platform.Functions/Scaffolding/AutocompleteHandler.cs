using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;
using Platform.Functions.Catalog.Discovery;

namespace Platform.Functions.Scaffolding;

/// <param name="Id">What the form's field gets.</param>
internal sealed record AutocompleteResult(string Id, string? Title = null);

/// <summary>
/// Offers what a form's fields can name on GitHub: what Backstage's module for GitHub offers, read by the platform itself. The
/// caller's token is not asked for and not used, so only the organisations that the platform works with are answered for.
/// </summary>
public sealed class AutocompleteHandler(IRepositoryReading repositories, IOptions<DiscoveryOptions> options)
{
    private const string Provider = "github";

    private static readonly string[] Resources = ["owners", "repositories", "repositoriesWithOwner", "branches"];

    internal async Task<Result<IReadOnlyList<AutocompleteResult>>> FindAsync(
        string provider, string resource, JsonObject body, CancellationToken cancellationToken)
    {
        if (provider != Provider)
        {
            return new Problem(
                "provider-unsupported", $"Unsupported provider: {provider}", "provider", provider, $"'{Provider}'");
        }

        var context = body["context"] as JsonObject ?? [];
        return resource switch
        {
            "owners" => Ok(Owners),
            "repositoriesWithOwner" => await RepositoriesAsync(Owners, one => one.Name.ToString(), cancellationToken),
            "repositories" => await OfOwnerAsync(
                context, owner => RepositoriesAsync([owner], one => one.Name.Name, cancellationToken)),
            "branches" => await OfOwnerAsync(context, owner => BranchesAsync(owner, context, cancellationToken)),
            _ => new Problem(
                "resource-unsupported", $"Invalid resource: {resource}", "resource", resource, string.Join(", ", Resources)),
        };
    }

    private IReadOnlyList<string> Owners => options.Value.Organizations();

    private static Result<IReadOnlyList<AutocompleteResult>> Ok(IEnumerable<string> ids) =>
        Result<IReadOnlyList<AutocompleteResult>>.Ok(
            [.. ids.Order(StringComparer.OrdinalIgnoreCase).Select(id => new AutocompleteResult(id))]);

    private static string? Text(JsonObject context, string name) =>
        context[name] is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0 ? text : null;

    private async Task<Result<IReadOnlyList<AutocompleteResult>>> OfOwnerAsync(
        JsonObject context, Func<string, Task<Result<IReadOnlyList<AutocompleteResult>>>> find)
    {
        var written = Text(context, "owner");
        var owner = Owners.FirstOrDefault(known => known.Equals(written, StringComparison.OrdinalIgnoreCase));
        return owner is not null
            ? await find(owner)
            : new Problem(
                written is null ? "owner-missing" : "owner-unknown", "Missing or unknown owner context parameter",
                "context.owner", written, $"one of {string.Join(", ", Owners)}");
    }

    private async Task<Result<IReadOnlyList<AutocompleteResult>>> RepositoriesAsync(
        IEnumerable<string> owners, Func<ListedRepository, string> id, CancellationToken cancellationToken)
    {
        List<string> found = [];
        foreach (var owner in owners)
        {
            var listing = await repositories.ListAsync(owner, cancellationToken);
            found.AddRange(listing.Repositories.Where(one => !one.Archived).Select(id));
        }

        return Ok(found);
    }

    private async Task<Result<IReadOnlyList<AutocompleteResult>>> BranchesAsync(
        string owner, JsonObject context, CancellationToken cancellationToken)
    {
        if (Text(context, "repository") is not { } name || !RepositoryName.TryParse($"{owner}/{name}", out var repository))
        {
            return new Problem(
                "repository-missing", "Missing repository context parameter", "context.repository",
                Text(context, "repository"), "the name of a repository");
        }

        var branches = await repositories.BranchesAsync(repository, cancellationToken);
        return branches.IsOk ? Ok(branches.Value) : Result<IReadOnlyList<AutocompleteResult>>.Failed(branches.Problems);
    }
}

using System.Text.Json.Nodes;
using Platform.Core.Catalog.People;

namespace Platform.Adapters.Graph;

/// <summary>
/// The users and groups of a tenant, by delta queries: the first sweep reads everything, the following ones what has changed.
/// </summary>
internal sealed class GraphPeople(GraphHttp http, string tenant) : IPeopleDirectory
{
    // A delta query takes no $expand, $top or $filter; members come with the groups when they are selected.
    private const string UsersQuery =
        "users/delta?$select=id,displayName,mail,userPrincipalName,accountEnabled,jobTitle";

    private const string GroupsQuery =
        "groups/delta?$select=id,displayName,description,mail,mailNickname,resourceProvisioningOptions,members";

    private const string OrganizationQuery = "organization?$select=id,displayName";

    public string Origin { get; } = $"graph:{tenant.ToLowerInvariant()}";

    public async Task<PeopleListing> ReadAsync(JsonNode? memory, CancellationToken cancellationToken)
    {
        var before = http.Calls;
        var (listing, failure) = await ReadAsync(GraphMemory.Of(memory), cancellationToken);
        if (failure?.Problem.Code == GraphProblems.Resync)
        {
            // Whoever is not in the new listing may be gone, or not: nobody said so, and so it takes two.
            (listing, failure) = await ReadAsync(GraphMemory.Of(null), cancellationToken);
        }

        var calls = http.Calls - before;
        return listing is not null
            ? listing with { Calls = calls }
            : PeopleListing.Failed(failure!.Problem, memory, failure.RetryAfter, calls);
    }

    private async Task<(PeopleListing? Listing, GraphFailure? Failure)> ReadAsync(
        GraphMemory memory, CancellationToken cancellationToken)
    {
        var delta = new GraphDelta(http);
        var (users, noUsers) = await delta.ReadAsync(Start(memory.UsersLink, UsersQuery), cancellationToken);
        if (users is null)
        {
            return (null, noUsers);
        }

        var (groups, noGroups) = await delta.ReadAsync(Start(memory.GroupsLink, GroupsQuery), cancellationToken);
        if (groups is null)
        {
            return (null, noGroups);
        }

        var organization = await http.GetAsync(new Uri(http.Root, OrganizationQuery), cancellationToken);
        if (organization.Body is not { } answer)
        {
            return (null, organization.Failure);
        }

        IReadOnlyList<string> removed = [.. memory.ApplyUsers(users.Items), .. memory.ApplyGroups(groups.Items)];
        var next = memory with { UsersLink = users.Link, GroupsLink = groups.Link };
        return (GraphEntries.Listing(next, answer["value"]?[0] as JsonObject, removed), null);
    }

    private Uri Start(string? link, string query) =>
        link is not null && Uri.TryCreate(link, UriKind.Absolute, out var address) ? address : new Uri(http.Root, query);
}

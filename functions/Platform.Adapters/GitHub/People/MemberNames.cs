using System.Globalization;
using System.Text.Json;
using Octokit;
using Platform.Adapters.GitHub.Reading;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub.People;

/// <summary>
/// Names and mail addresses of all members of an organisation by GraphQL, a hundred a call: 3,000 people are 30 calls, of an
/// hour's 5,000.
/// </summary>
internal sealed class MemberNames(string organization, ReadCalls calls)
{
    /// <summary>Also checked against GitHub's published schema.</summary>
    public const string Query =
        """
        query Members($login: String!, $after: String) {
          organization(login: $login) {
            membersWithRole(first: 100, after: $after) {
              nodes { databaseId login name email bio }
              pageInfo { hasNextPage endCursor }
            }
          }
        }
        """;

    private const int MostPages = 1000;

    public int Calls { get; private set; }

    /// <returns>
    /// By the account's number; null when the host does not answer that, or not completely: it may have no GraphQL, and a token
    /// may not be allowed to use it.
    /// </returns>
    public async Task<IReadOnlyDictionary<long, WireMemberName>?> ReadAsync(CancellationToken cancellationToken)
    {
        var names = new Dictionary<long, WireMemberName>();
        string? after = null;
        for (var page = 1; page <= MostPages; page++)
        {
            if (await PageAsync(page, after, cancellationToken) is not { } members)
            {
                return null;
            }

            foreach (var member in members.Nodes.Where(member => member?.DatabaseId is not null))
            {
                names[member!.DatabaseId!.Value] = member;
            }

            if (!members.PageInfo.HasNextPage)
            {
                return names;
            }

            after = members.PageInfo.EndCursor;
        }

        return null;
    }

    private async Task<WireMembers?> PageAsync(int page, string? after, CancellationToken cancellationToken)
    {
        Calls++;
        var body = JsonSerializer.Serialize(
            new { query = Query, variables = new { login = organization, after } }, PlatformJson.Options);
        var context = new CallContext(
            string.Create(CultureInfo.InvariantCulture, $"read the names of the members of {organization}, page {page}"), null);
        try
        {
            var answer = await calls.RunAsync(context, async github => (await github.Connection.Post<WireMembersAnswer>(
                RouteOf(github.Connection), body, "application/json", "application/json")).Body, cancellationToken);
            return answer.Value is { Errors: null or [] } whole ? whole.Data?.Organization?.MembersWithRole : null;
        }
        catch (TransientSourceControlException)
        {
            return null;
        }
    }

    /// <summary>An Enterprise server has it beside the REST API, not below.</summary>
    private static Uri RouteOf(IConnection connection) => new(
        connection.BaseAddress.AbsolutePath.EndsWith("/v3/", StringComparison.Ordinal) ? "../graphql" : "graphql",
        UriKind.Relative);
}

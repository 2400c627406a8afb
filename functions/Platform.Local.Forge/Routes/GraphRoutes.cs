using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Platform.Local.Forge.GraphQl;
using Platform.Local.Forge.Http;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Routes;

/// <summary>The part of GitHub's GraphQL API that is asked for here: the members of an organization, with their names.</summary>
internal sealed class GraphRoutes(ForgeStore store, PeopleStore people) : IRouteGroup
{
    private const int LargestPage = 100;

    public void Map(RouteTable routes) => routes.MapQuery("/graphql", Query);

    private Answer Query(Call call)
    {
        try
        {
            var fields = GraphQuery.Parse(call.Text("query") ?? "", call.Body["variables"] as JsonObject ?? []);
            return Answer.Ok(new JsonObject { ["data"] = Root().Select(fields) });
        }
        catch (GraphException refused)
        {
            return Errors(refused.Message, refused.Type);
        }
        catch (FormatException wrong)
        {
            return Errors(wrong.Message, null);
        }
    }

    /// <summary>As on GitHub, what is wrong with a query is no matter of the status.</summary>
    private static Answer Errors(string message, string? type) => Answer.Ok(new JsonObject
    {
        ["data"] = null,
        ["errors"] = new JsonArray(new JsonObject { ["type"] = type, ["message"] = message }),
    });

    private GraphObject Root() => new("Query", new Dictionary<string, GraphResolver>
    {
        ["organization"] = arguments => $"{arguments.GetValueOrDefault("login")}" is { Length: > 0 } login
            ? Organization(login)
            : throw new FormatException("Field 'organization' is missing required arguments: login"),
    });

    private GraphObject Organization(string login) => new("Organization", new Dictionary<string, GraphResolver>
    {
        ["login"] = _ => store.Owner(login).Data.Login,
        ["membersWithRole"] = arguments => Members(people.Of(login).Members, arguments),
    });

    private static GraphObject Members(IReadOnlyList<Person> all, IReadOnlyDictionary<string, JsonNode?> arguments)
    {
        var first = arguments.GetValueOrDefault("first") is JsonValue size && size.TryGetValue<int>(out var number) ? number : 0;
        if (first is < 1 or > LargestPage)
        {
            throw new GraphException(
                "EXCESSIVE_PAGINATION",
                $"Requesting {first} records on the connection exceeds the `first` limit of 100 records.");
        }

        var start = arguments.GetValueOrDefault("after") is JsonValue after ? Position(after.ToString()) : 0;
        List<Person> page = [.. all.Skip(start).Take(first)];
        return new("OrganizationMemberConnection", new Dictionary<string, GraphResolver>
        {
            ["totalCount"] = _ => all.Count,
            ["nodes"] = _ => page.Select(User),
            ["pageInfo"] = _ => new GraphObject("PageInfo", new Dictionary<string, GraphResolver>
            {
                ["hasNextPage"] = _ => start + page.Count < all.Count,
                ["endCursor"] = _ => page.Count == 0 ? null : Cursor(start + page.Count),
            }),
        });
    }

    private static GraphObject User(Person person) => new("User", new Dictionary<string, GraphResolver>
    {
        ["databaseId"] = _ => person.Id,
        ["login"] = _ => person.Login,
        ["name"] = _ => person.Name,
        // Who shows none has an empty one here.
        ["email"] = _ => person.Email ?? "",
        ["bio"] = _ => null,
    });

    private static string Cursor(int position) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"cursor:{position}")));

    private static int Position(string cursor)
    {
        var buffer = new byte[cursor.Length];
        return Convert.TryFromBase64String(cursor, buffer, out var length)
            && Encoding.UTF8.GetString(buffer, 0, length).Split(':') is ["cursor", var text]
            && int.TryParse(text, CultureInfo.InvariantCulture, out var position)
                ? position
                : throw new GraphException("INVALID_CURSOR_ARGUMENTS", $"`{cursor}` does not appear to be a valid cursor.");
    }

    private sealed class GraphException(string type, string message) : Exception(message)
    {
        public string Type { get; } = type;
    }
}

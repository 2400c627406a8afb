using System.Text.Json.Nodes;

namespace Platform.Adapters.Graph;

/// <param name="Items">Changes in the order they came; one thing may occur several times.</param>
/// <param name="Link">Where the next round begins.</param>
internal sealed record GraphRound(IReadOnlyList<JsonObject> Items, string Link);

/// <summary>One round of a delta query: every page up to the link for the next round, or nothing.</summary>
internal sealed class GraphDelta(GraphHttp http)
{
    // 200 things a page, and more in a tenant than anybody has.
    private const int MostPages = 20_000;

    public async Task<(GraphRound? Round, GraphFailure? Failure)> ReadAsync(Uri start, CancellationToken cancellationToken)
    {
        var items = new List<JsonObject>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var next = start;
        while (seen.Count < MostPages && seen.Add(next.AbsoluteUri))
        {
            var answer = await http.GetAsync(next, cancellationToken);
            if (answer.Body is not { } page)
            {
                return (null, answer.Failure);
            }

            if (page["value"] is not JsonArray value)
            {
                return (null, Unexpected("a page has no value"));
            }

            items.AddRange(value.OfType<JsonObject>());
            switch (Text(page, "@odata.nextLink"), Text(page, "@odata.deltaLink"))
            {
                case (null, { } last):
                    return (new(items, last), null);
                case ({ } link, _) when Uri.TryCreate(link, UriKind.Absolute, out var address):
                    next = address;
                    break;
                default:
                    // A page that ends nowhere is half a page: what it lacks must not be taken for gone.
                    return (null, Unexpected("a page leads neither to the next one nor to the next round"));
            }
        }

        return (null, Unexpected("its pages lead round in a circle"));
    }

    private static string? Text(JsonObject page, string name) => (string?)page[name];

    private static GraphFailure Unexpected(string what) =>
        new(new(GraphProblems.Unexpected, $"Microsoft Graph could not be read: {what}."));
}

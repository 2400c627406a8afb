using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Platform.Adapters.Web;
using Platform.Core.Catalog.Backstage;
using Platform.Core.Primitives;

namespace Platform.Adapters.Backstage;

/// <summary>
/// Reads a Backstage by the catalog API's <c>entities/by-query</c>, which it has since 1.12. Only ever GET: nothing there is
/// changed.
/// </summary>
/// <param name="root">As <see cref="BackstageAddress"/> makes it.</param>
/// <param name="token">Null where the catalog is open.</param>
public sealed class BackstageCatalog(Uri root, string? token, PatientHttp http, int pageSize = BackstageCatalog.PageSize)
    : IBackstageCatalog
{
    /// <summary>A page is a few MB at worst, and 10,000 entities are 40 of them.</summary>
    public const int PageSize = 250;

    private const int MostPages = 100_000;

    public async IAsyncEnumerable<Result<BackstagePage>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var cursors = new HashSet<string>(StringComparer.Ordinal);
        string? cursor = null;
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await AskAsync(cursor, cancellationToken);
            if (answer.Value is not ({ } items, var total, var next))
            {
                yield return Result<BackstagePage>.Failed(answer.Problems);
                yield break;
            }

            // What changes its place while the pages are turned comes twice.
            List<DeclaredEntity> fresh = [.. items.Where(item => known.Add(KeyOf(item))).Select(DeclaredEntity.Of)];
            yield return new BackstagePage(fresh, total);
            if (next is null)
            {
                if (known.Count < total)
                {
                    yield return Incomplete($"it names {total} entities and gives {known.Count}");
                }

                yield break;
            }

            if (!cursors.Add(next))
            {
                break;
            }

            cursor = next;
        }

        yield return Incomplete("its pages lead round in a circle");
    }

    private async Task<Result<(IReadOnlyList<JsonObject> Items, int Total, string? Next)>> AskAsync(
        string? cursor, CancellationToken cancellationToken)
    {
        var query = cursor is null ? string.Empty : $"&cursor={Uri.EscapeDataString(cursor)}";
        var address = new Uri(root, $"entities/by-query?limit={pageSize}{query}");
        var answer = await http.SendAsync(() => Request(address), cancellationToken);
        return answer.Status switch
        {
            HttpStatusCode.Unauthorized => Unauthorized(),
            HttpStatusCode.Forbidden => Failed(
                BackstageProblems.Forbidden, "the token may not read the catalog", "the permission catalog.entity.read"),
            HttpStatusCode.NotFound => Failed(
                BackstageProblems.NotThere, $"there is no catalog at {root}",
                "the address of the backend of a Backstage of version 1.12 or newer"),
            HttpStatusCode.OK when answer.Body is JsonObject { } body => PageOf(body),
            HttpStatusCode.OK when answer.Body is null => Failed(
                BackstageProblems.NotThere, $"{root} answers with a page for people",
                "the address of the backend, which may be another one than that of the pages"),
            null or HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError =>
                Failed(BackstageProblems.Unavailable, answer.Why, "an answer; try again later"),
            _ => Failed(BackstageProblems.Unexpected, answer.Why, "a page of entities"),
        };
    }

    private static Result<(IReadOnlyList<JsonObject> Items, int Total, string? Next)> PageOf(JsonObject body)
    {
        if (body["items"] is not JsonArray items
            || body["totalItems"] is not JsonValue count || !count.TryGetValue<int>(out var total)
            || body["pageInfo"] is not JsonObject pages
            || items.Any(item => item is not JsonObject))
        {
            return Failed(BackstageProblems.Unexpected, "a page lacks items, totalItems or pageInfo", "a page of entities");
        }

        var next = pages["nextCursor"] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
        return ((IReadOnlyList<JsonObject>)[.. items.OfType<JsonObject>()], total, next);
    }

    private HttpRequestMessage Request(Uri address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return request;
    }

    private static string KeyOf(JsonObject item) =>
        item["metadata"]?["uid"]?.ToJsonString() ?? ContentHash.Of(CanonicalJson.Of(item));

    private Problem Unauthorized() => Failed(
        BackstageProblems.Unauthorized,
        token is null ? "it wants a token and was given none" : "it does not accept the token",
        "the token of a static external access (backend.auth.externalAccess in its app-config.yaml)");

    private static Problem Incomplete(string why) =>
        Failed(BackstageProblems.Incomplete, why, "a listing that does not change while it is read; try again");

    private static Problem Failed(string code, string why, string expected) =>
        new(code, $"Backstage could not be read: {why}. Expected: {expected}.", Expected: expected);
}

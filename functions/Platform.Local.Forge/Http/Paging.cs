using System.Text.Json.Nodes;

namespace Platform.Local.Forge.Http;

/// <summary>Pages with GitHub's <c>Link</c> header.</summary>
internal static class Paging
{
    public static Answer Page<T>(this Call call, IReadOnlyList<T> all, Func<T, JsonNode> shape) =>
        call.Page(all.Count, new JsonArray([.. Slice(call, all).Select(shape)]));

    /// <summary>A page inside an object with <c>total_count</c>, as the Actions API has it.</summary>
    public static Answer Page<T>(this Call call, string field, IReadOnlyList<T> all, Func<T, JsonNode> shape) =>
        call.Page(
            all.Count,
            new JsonObject { ["total_count"] = all.Count, [field] = new JsonArray([.. Slice(call, all).Select(shape)]) });

    private static IEnumerable<T> Slice<T>(Call call, IReadOnlyList<T> all) =>
        all.Skip((call.Page - 1) * call.PerPage).Take(call.PerPage);

    private static Answer Page(this Call call, int count, JsonNode body)
    {
        var last = Math.Max(1, (count + call.PerPage - 1) / call.PerPage);
        var address = $"{call.Urls.Root}{call.Context.Request.PathBase}{call.Context.Request.Path}";
        var links = new List<string>();
        void Add(string rel, int page)
        {
            var query = call
                .Context.Request.Query.Where(pair => pair.Key != "page")
                .Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value.ToString())}");
            links.Add(
                $"<{address}?{string.Join('&', query.Append($"page={page}"))}>; rel=\"{rel}\""
            );
        }

        if (call.Page > 1)
        {
            Add("prev", call.Page - 1);
            Add("first", 1);
        }

        if (call.Page < last)
        {
            Add("next", call.Page + 1);
            Add("last", last);
        }

        return links.Count == 0
            ? Answer.Ok(body)
            : Answer.Ok(body) with
            {
                Headers = new Dictionary<string, string> { ["Link"] = string.Join(", ", links) },
            };
    }
}

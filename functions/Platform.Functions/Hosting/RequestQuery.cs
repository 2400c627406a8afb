using Microsoft.AspNetCore.Http;

namespace Platform.Functions.Hosting;

internal static class RequestQuery
{
    /// <summary>Every parameter as often as it was given.</summary>
    public static IEnumerable<KeyValuePair<string, string>> QueryPairs(this HttpRequest request) =>
        from parameter in request.Query
        from value in parameter.Value
        select KeyValuePair.Create(parameter.Key, value ?? string.Empty);
}

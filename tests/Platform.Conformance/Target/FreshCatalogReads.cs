namespace Platform.Conformance.Target;

/// <summary>
/// Reads of the catalog see what is stored at that moment: the position of another answer goes along with them, as clients send
/// it who must see what they have done. Tests ask what is so, and not when it is seen. No cookies are kept: a caller is known by
/// what it shows with each call.
/// </summary>
internal sealed class FreshCatalogReads() : DelegatingHandler(new SocketsHttpHandler { UseCookies = false })
{
    private const string Position = "Platform-Catalog-Position";

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!.AbsoluteUri;
        var entities = address.IndexOf("/api/catalog/entit", StringComparison.Ordinal);
        if (entities > 0 && request.Method == HttpMethod.Get && !request.Headers.Contains(Position)
            && request.Headers.Authorization is { } key)
        {
            using var other = new HttpRequestMessage(HttpMethod.Get, $"{address[..entities]}/api/catalog/kinds/component");
            other.Headers.Authorization = key;
            using var answer = await base.SendAsync(other, cancellationToken);
            if (answer.Headers.TryGetValues(Position, out var values))
            {
                request.Headers.Add(Position, values);
            }
        }

        return await base.SendAsync(request, cancellationToken);
    }
}

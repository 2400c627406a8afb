using System.Net;
using System.Net.Http.Json;
using Platform.Core.SourceControl;

namespace Platform.Adapters.GitHub.Http;

/// <summary>
/// The one place that keeps a platform that may only read from writing: every request to GitHub passes it, and a method that
/// changes something is answered here as GitHub answers a token without the right, with the reason.
/// </summary>
internal sealed class ReadOnlyHandler(OutsideWrites writes) : DelegatingHandler
{
    /// <summary>GraphQL takes questions as a POST, too, and has another word for changes.</summary>
    private const string Question = "{\"query\":\"query ";

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken) =>
        writes.Forbidden is not { } reason || await IsReadAsync(request, cancellationToken)
            ? await base.SendAsync(request, cancellationToken)
            : new HttpResponseMessage(HttpStatusCode.Forbidden)
            {
                RequestMessage = request,
                Content = JsonContent.Create(new { message = reason }),
            };

    private static async Task<bool> IsReadAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.Method == HttpMethod.Get || request.Method == HttpMethod.Head
        || (request.RequestUri?.AbsolutePath.EndsWith("/graphql", StringComparison.Ordinal) == true
            && request.Content is { } content
            && (await content.ReadAsStringAsync(cancellationToken)).StartsWith(Question, StringComparison.Ordinal));
}

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
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var isRead = request.Method == HttpMethod.Get || request.Method == HttpMethod.Head;
        return isRead || writes.Forbidden is not { } reason
            ? base.SendAsync(request, cancellationToken)
            : Task.FromResult(new HttpResponseMessage(HttpStatusCode.Forbidden)
            {
                RequestMessage = request,
                Content = JsonContent.Create(new { message = reason }),
            });
    }
}

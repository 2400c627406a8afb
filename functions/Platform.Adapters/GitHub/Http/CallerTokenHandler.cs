using System.Net.Http.Headers;

namespace Platform.Adapters.GitHub.Http;

/// <summary>Puts the caller's own token in the place of the platform's; it goes to GitHub's API and nowhere else.</summary>
internal sealed class CallerTokenHandler(Uri apiUrl) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (CallIdentity.Token is { } token && request.RequestUri is { } address
            && Uri.Compare(address, apiUrl, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.Ordinal) == 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("token", token);
        }

        return base.SendAsync(request, cancellationToken);
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Platform.Conformance.Target;

/// <summary>Looks at GitHub, or what stands in for it, as a person with a token does.</summary>
public sealed class SourceControl : IDisposable
{
    private readonly HttpClient _http;

    public SourceControl(Uri url, string token, string organization)
    {
        Organization = organization;
        _http = new HttpClient { BaseAddress = new Uri(url.AbsoluteUri.TrimEnd('/') + '/') };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("platform-conformance");
    }

    public string Organization { get; }

    /// <returns>Null when there is no such thing.</returns>
    public async Task<JsonNode?> FindAsync(string repository, string below, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync($"repos/{Organization}/{repository}{below}", cancellationToken);
        // A new repository answers 409 until it has its first commit.
        if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            return null;
        }

        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonNode>(cancellationToken);
    }

    public async Task CreateAsync(string repository, string description, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["name"] = repository, ["description"] = description, ["auto_init"] = true };
        using var answer = await _http.PostAsJsonAsync($"orgs/{Organization}/repos", body, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Commits a file to the default branch.</summary>
    public async Task WriteAsync(string repository, string path, string text, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["message"] = $"Write {path}",
            ["content"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(text)),
        };
        if (await FindAsync(repository, $"/contents/{path}", cancellationToken) is { } there)
        {
            body["sha"] = (string)there["sha"]!;
        }

        using var answer = await _http.PutAsJsonAsync(
            $"repos/{Organization}/{repository}/contents/{path}", body, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();
}

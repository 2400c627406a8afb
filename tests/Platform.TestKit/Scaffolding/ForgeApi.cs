using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.TestKit.Services;

namespace Platform.TestKit.Scaffolding;

/// <summary>Looks at the forge as a person with a token would, past everything that is under test.</summary>
public sealed class ForgeApi : IDisposable
{
    private readonly HttpClient _http;

    private ForgeApi(Uri url, string token)
    {
        _http = new HttpClient { BaseAddress = url };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("platform-tests");
    }

    public static async Task<ForgeApi> OpenAsync()
    {
        var services = await TestServices.Instance;
        return new(services.ForgeUrl, services.ForgeToken);
    }

    /// <returns>Null when there is no such thing.</returns>
    public async Task<JsonNode?> FindAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(path, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonNode>(cancellationToken);
    }

    public async Task<JsonNode?> PostAsync(string path, JsonNode body, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsJsonAsync(path, body, cancellationToken);
        response.EnsureSuccessStatusCode();
        return response.Content.Headers.ContentLength is > 0
            ? await response.Content.ReadFromJsonAsync<JsonNode>(cancellationToken)
            : null;
    }

    public async Task PatchAsync(string path, JsonNode body, CancellationToken cancellationToken)
    {
        using var response = await _http.PatchAsJsonAsync(path, body, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public async Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await _http.DeleteAsync(path, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>One that has the custom property that <see cref="TemplateFolder.WithEverything"/> sets.</summary>
    public async Task<string> NewOrganizationAsync(CancellationToken cancellationToken)
    {
        var organization = $"org-{Guid.NewGuid():N}"[..16];
        await DefinePropertyAsync(organization, cancellationToken);
        return organization;
    }

    public Task DefinePropertyAsync(string organization, CancellationToken cancellationToken)
    {
        var property = new JsonObject { ["property_name"] = TemplateFolder.Property, ["value_type"] = "string" };
        var schema = new JsonObject { ["properties"] = new JsonArray(property) };
        return PatchAsync($"orgs/{organization}/properties/schema", schema, cancellationToken);
    }

    public void Dispose() => _http.Dispose();
}

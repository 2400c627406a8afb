using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.GitHub.Publishing;

/// <summary>The forge's own view: what it was asked, and what it shall get wrong.</summary>
internal sealed class ForgeJournal(ForgeFixture forge) : IDisposable
{
    private readonly HttpClient _http = new()
    {
        BaseAddress = forge.Url,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", forge.Token) },
    };

    /// <summary>From now on, for one request of the organisation, after so many that go well.</summary>
    public async Task OrderAsync(string organization, ForgeFault fault, int skip)
    {
        var response = await _http.PostAsJsonAsync("_forge/faults", new JsonObject
        {
            ["fault"] = fault.Kind,
            ["org"] = organization,
            ["skip"] = skip,
            ["status"] = fault.Status,
        });
        response.EnsureSuccessStatusCode();
    }

    /// <summary>A fault that met no request must not meet those of the checks.</summary>
    public async Task ForgetAsync(string organization)
    {
        var response = await _http.DeleteAsync($"_forge/faults?org={organization}");
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Requests that had an effect: answered as made, or dropped only afterwards.</summary>
    public async Task<IReadOnlyList<string>> EffectsAsync(string organization)
    {
        var requests = await _http.GetFromJsonAsync<JsonArray>($"_forge/requests?org={organization}");
        return [.. requests!
            .Where(request => (bool)request!["mutating"]! && ((int)request["status"]! is >= 200 and < 300
                || request["fault"]?.ToString() == "drop-after"))
            .Select(request => $"{request!["method"]} {request["route"]}")];
    }

    public void Dispose() => _http.Dispose();
}

/// <param name="Kind">As the forge names it.</param>
internal sealed record ForgeFault(string Kind, int Status = 502)
{
    public override string ToString() => Kind == "server-error" ? $"{Kind}-{Status}" : Kind;
}

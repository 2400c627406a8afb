using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.TestKit.Forge;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.GitHub.Publishing;

/// <summary>The forge's own view: what it was asked, and what it shall get wrong.</summary>
internal sealed class ForgeJournal(ForgeFixture forge) : IDisposable
{
    private static readonly string[] DoneUnseen = ["drop-after", "server-error-after"];

    private readonly HttpClient _http = new()
    {
        BaseAddress = forge.Url,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", forge.Token) },
    };

    /// <summary>From now on, at the first request of each kind to the organisation.</summary>
    public async Task OrderAsync(string organization, ForgeFault fault, params ForgeCall[] calls)
    {
        foreach (var call in calls)
        {
            await PostAsync("_forge/faults", fault.Rule(organization, call));
        }
    }

    /// <summary>To an address of the forge's own, as it takes it.</summary>
    public async Task PostAsync(string address, JsonObject body)
    {
        using var response = await _http.PostAsJsonAsync(address, body);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>One that has the custom property and the people that <see cref="PublishDriver.EverySetting"/> names.</summary>
    public async Task<string> NewOrganizationAsync()
    {
        var organization = forge.NewOrganization();
        var schema = new { properties = new[] { new { property_name = PublishDriver.Property, value_type = "string" } } };
        using var response = await _http.PatchAsJsonAsync($"orgs/{organization}/properties/schema", schema);
        response.EnsureSuccessStatusCode();
        await PostAsync("_forge/people", new()
        {
            ["org"] = organization,
            ["users"] = new JsonArray(new JsonObject { ["login"] = "ada", ["name"] = "Ada" }),
            ["teams"] = new JsonArray(new JsonObject { ["name"] = "Team A", ["members"] = new JsonArray("ada") }),
        });
        return organization;
    }

    /// <summary>What met no request must not meet those of the checks.</summary>
    public async Task ForgetAsync(string organization)
    {
        foreach (var what in new[] { "faults", "chaos" })
        {
            using var response = await _http.DeleteAsync($"_forge/{what}?org={organization}");
            response.EnsureSuccessStatusCode();
        }
    }

    public async Task<int> CountAsync(string organization) => (await RequestsAsync(organization)).Count;

    /// <summary>Every operation that was asked for after so many requests, in the order of its first time.</summary>
    public async Task<IReadOnlyList<ForgeCall>> CallsAsync(string organization, int after = 0) =>
        [.. (await RequestsAsync(organization)).Skip(after).Select(CallOf).Distinct()];

    public async Task<int> CountFaultsAsync(string organization) =>
        (await RequestsAsync(organization)).Count(request => request["fault"] is not null);

    /// <summary>The operations that met this kind of fault.</summary>
    public async Task<IReadOnlyList<ForgeCall>> FaultedAsync(string organization, string kind) =>
        [.. (await RequestsAsync(organization)).Where(request => $"{request["fault"]}" == kind).Select(CallOf)];

    /// <summary>Requests that had an effect, whatever their answer was.</summary>
    public async Task<IReadOnlyList<string>> EffectsAsync(string organization) =>
    [
        .. (await RequestsAsync(organization))
            .Where(request => (bool)request["mutating"]! && HadEffect((int)request["status"]!, request["fault"]?.ToString()))
            .Select(request => CallOf(request).ToString()),
    ];

    public void Dispose() => _http.Dispose();

    private static ForgeCall CallOf(JsonNode request) => new($"{request["method"]}", $"{request["route"]}");

    // An answer without a body can't be halved; it is dropped, and has no status then.
    private static bool HadEffect(int status, string? fault) =>
        status is >= 200 and < 300 || DoneUnseen.Contains(fault) || (status == 0 && fault is "half-body" or "truncated-body");

    private async Task<IReadOnlyList<JsonNode>> RequestsAsync(string organization) =>
        [.. (await _http.GetFromJsonAsync<JsonArray>($"_forge/requests?org={organization}"))!.Select(request => request!)];
}

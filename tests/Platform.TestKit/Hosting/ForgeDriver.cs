using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Platform.TestKit.Services;

namespace Platform.TestKit.Hosting;

/// <summary>Does in the forge what a person does on GitHub.</summary>
public sealed class ForgeDriver : IDisposable
{
    private readonly HttpClient _client;
    private readonly string _organization;

    private ForgeDriver(HttpClient client, string organization)
    {
        _client = client;
        _organization = organization;
    }

    /// <value>The root of its pages.</value>
    public Uri Url => _client.BaseAddress!;

    public static async Task<ForgeDriver> OfAsync(PlatformHost host)
    {
        var services = await TestServices.Instance;
        var client = new HttpClient { BaseAddress = services.ForgeUrl };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", services.ForgeToken);
        client.DefaultRequestHeaders.UserAgent.ParseAdd("platform-tests");
        return new(client, host.Organization);
    }

    /// <summary>As on GitHub, the first commit of a new repository comes after the answer; this waits for it.</summary>
    public async Task CreateRepositoryAsync(string name)
    {
        await PostAsync($"orgs/{_organization}/repos", new { name, auto_init = true });
        await Eventually.HoldsAsync(
            async () =>
            {
                using var branch = await _client.GetAsync($"repos/{_organization}/{name}/git/ref/heads/main");
                return branch.IsSuccessStatusCode;
            },
            CancellationToken.None,
            $"{name} has its first commit");
    }

    /// <summary>Tells the app about pushes.</summary>
    public Task AddHookAsync(string name, PlatformHost host) => PostAsync($"repos/{_organization}/{name}/hooks", new
    {
        name = "web",
        events = new[] { "push" },
        config = new { url = new Uri(host.ApiAddress, "github/webhooks"), content_type = "json", secret = host.WebhookSecret },
    });

    /// <summary>Commits a file to the default branch.</summary>
    public async Task CommitFileAsync(string name, string path, string text)
    {
        var body = new JsonObject
        {
            ["message"] = $"Write {path}",
            ["content"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(text)),
        };
        using var there = await _client.GetAsync($"repos/{_organization}/{name}/contents/{path}");
        if (there.IsSuccessStatusCode)
        {
            body["sha"] = (string)(await there.Content.ReadFromJsonAsync<JsonNode>())!["sha"]!;
        }

        await EnsureAsync(await _client.PutAsJsonAsync($"repos/{_organization}/{name}/contents/{path}", body));
    }

    public void Dispose() => _client.Dispose();

    private async Task PostAsync<T>(string path, T body) => await EnsureAsync(await _client.PostAsJsonAsync(path, body));

    private static async Task EnsureAsync(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException(
                $"{answer.RequestMessage!.RequestUri}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
    }
}

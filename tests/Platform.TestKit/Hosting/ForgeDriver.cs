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

    public static Task<ForgeDriver> OfAsync(PlatformHost host) => OfAsync(host.Organization);

    public static async Task<ForgeDriver> OfAsync(string organization)
    {
        var services = await TestServices.Instance;
        var client = new HttpClient { BaseAddress = services.ForgeUrl };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", services.ForgeToken);
        client.DefaultRequestHeaders.UserAgent.ParseAdd("platform-tests");
        return new(client, organization);
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

    /// <summary>Tells the app of everything that happens in a repository.</summary>
    public Task HookAllAsync(string name, PlatformHost host) => PostAsync($"repos/{_organization}/{name}/hooks", new
    {
        name = "web",
        events = new[] { "*" },
        config = new { url = new Uri(host.ApiAddress, "github/webhooks"), content_type = "json", secret = host.WebhookSecret },
    });

    /// <summary>Any call below the repository that must go well.</summary>
    public async Task<JsonNode?> InAsync(string name, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, $"repos/{_organization}/{name}/{path}")
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        using var answer = await _client.SendAsync(request);
        await EnsureAsync(answer);
        return answer.Content.Headers.ContentLength == 0 ? null : await answer.Content.ReadFromJsonAsync<JsonNode>();
    }

    /// <summary>A change on a branch of its own, brought into main.</summary>
    /// <returns>Its number.</returns>
    public async Task<int> MergeChangeAsync(string name, string branch, string path, string text, string title = "Change it")
    {
        var main = await InAsync(name, HttpMethod.Get, "git/ref/heads/main");
        var sha = (string)main!["object"]!["sha"]!;
        await InAsync(name, HttpMethod.Post, "git/refs", new { @ref = $"refs/heads/{branch}", sha });
        var content = Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
        await InAsync(name, HttpMethod.Put, $"contents/{path}", new { message = title, content, branch });
        var pull = await InAsync(
            name, HttpMethod.Post, "pulls", new { title, head = branch, @base = "main", body = "Because." });
        var number = (int)pull!["number"]!;
        await InAsync(name, HttpMethod.Put, $"pulls/{number}/merge", new { merge_method = "squash" });
        return number;
    }

    /// <summary>Deploys what main has.</summary>
    public async Task DeployAsync(string name, string environment = "production", string state = "success")
    {
        var made = await InAsync(name, HttpMethod.Post, "deployments", new
        {
            @ref = "main",
            environment,
            auto_merge = false,
            required_contexts = Array.Empty<string>(),
        });
        await InAsync(name, HttpMethod.Post, $"deployments/{made!["id"]}/statuses", new { state = "in_progress" });
        await InAsync(name, HttpMethod.Post, $"deployments/{made["id"]}/statuses", new { state });
    }

    /// <summary>The next webhooks meet the fault.</summary>
    public Task FaultHooksAsync(string name, string fault, int times) => PostAsync(
        "_forge/faults", new { org = _organization, repo = name, fault, times });

    /// <summary>The next calls of a route meet the fault.</summary>
    public Task FaultAsync(string fault, string routePattern, int times) => PostAsync(
        "_forge/faults", new { org = _organization, fault, routePattern, times, retryAfterSeconds = 1 });

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

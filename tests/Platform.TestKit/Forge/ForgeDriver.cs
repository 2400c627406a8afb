using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.Local.Forge;
using Platform.TestKit.Services;
using Xunit;

namespace Platform.TestKit.Forge;

/// <summary>A forge in this process; every request to it and every answer is checked against GitHub's description.</summary>
public sealed class ForgeDriver : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("forge-").FullName;
    private ForgeServer? _server;

    public string Token { get; } = "test-token";

    public Uri Url => _server!.Url;

    public HttpClient Api { get; private set; } = null!;

    /// <value>How long a new repository stays empty.</value>
    public TimeSpan InitializeAfter { get; init; } = TimeSpan.FromMilliseconds(25);

    /// <value>Longer listings of files are cut off.</value>
    public int MaxTreeEntries { get; init; } = 100_000;

    public string NewOrganization() => $"org-{Guid.NewGuid():N}"[..16];

    public async ValueTask InitializeAsync()
    {
        _server = await ForgeServer.StartAsync(
            new ForgeOptions
            {
                DataDirectory = Path.Combine(_folder, "data"),
                Token = Token,
                InitializeAfter = InitializeAfter,
                MaxTreeEntries = MaxTreeEntries,
                WebhookTimeout = TimeSpan.FromSeconds(3),
            });
        Api = NewClient(new HttpClientHandler { AllowAutoRedirect = false });
    }

    /// <summary>Stops the forge gracefully and starts another on the same data.</summary>
    public async Task RestartAsync()
    {
        await _server!.DisposeAsync();
        await InitializeAsync();
    }

    /// <summary>The bare repository behind a numeric id.</summary>
    public string GitDirectoryOf(string id) => Path.Combine(_folder, "data", "repositories", id, "git");

    public HttpClient NewClient(HttpMessageHandler handler)
    {
        var client = new HttpClient(new ContractHandler(handler)) { BaseAddress = Url };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        client.DefaultRequestHeaders.UserAgent.ParseAdd("platform-tests");
        return client;
    }

    public async Task<ForgeAnswer> SendAsync(string method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        using var response = await Api.SendAsync(request, TestContext.Current.CancellationToken);
        return await ForgeAnswer.ReadAsync(response);
    }

    public Task<ForgeAnswer> GetAsync(string path) => SendAsync("GET", path);

    /// <summary>Sends and expects success.</summary>
    public async Task<JsonNode> MustAsync(string method, string path, object? body = null)
    {
        var answer = await SendAsync(method, path, body);
        return answer.Status < 300
            ? answer.Body ?? new JsonObject()
            : throw new InvalidOperationException($"{method} {path}: {answer.Status} {answer.Text}");
    }

    /// <summary>A repository whose first commit can be read; gives its path in the API.</summary>
    public async Task<string> NewRepositoryAsync(string? organization = null, string name = "service")
    {
        var owner = organization ?? NewOrganization();
        await MustAsync(
            "POST",
            $"orgs/{owner}/repos",
            new
            {
                name,
                description = "A service",
                auto_init = true,
            });
        await Eventually.HoldsAsync(
            async () => (await GetAsync($"repos/{owner}/{name}/git/ref/heads/main")).Status == 200,
            TestContext.Current.CancellationToken);
        return $"repos/{owner}/{name}";
    }

    public async Task<string> HeadAsync(string repository) =>
        (await MustAsync("GET", $"{repository}/git/ref/heads/main"))["object"]!["sha"]!.ToString();

    /// <summary>An entry for a new tree.</summary>
    public static object Blob(string path, string content, string mode = "100644") => new
    {
        path,
        mode,
        type = "blob",
        content,
    };

    /// <summary>A commit of text files (path to content) that no branch has yet; without a parent it is a root commit.</summary>
    public async Task<string> CommitAsync(
        string repository,
        Dictionary<string, string> files,
        string? parent = null,
        string message = "Change")
    {
        var entries = files.Select(file => Blob(file.Key, file.Value));
        var tree = (await MustAsync("POST", $"{repository}/git/trees", new { tree = entries }))["sha"]!.ToString();
        var author = new
        {
            name = "Ada",
            email = "ada@example.org",
            date = "2026-02-03T04:05:06Z",
        };
        string[] parents = parent is null ? [] : [parent];
        return (
            await MustAsync(
                "POST",
                $"{repository}/git/commits",
                new
                {
                    message,
                    tree,
                    parents,
                    author,
                }))["sha"]!.ToString();
    }

    public async Task<string> PushFilesAsync(string repository, Dictionary<string, string> files, string message = "Change")
    {
        var sha = await CommitAsync(repository, files, await HeadAsync(repository), message);
        await MustAsync("PATCH", $"{repository}/git/refs/heads/main", new { sha, force = true });
        return sha;
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await _server!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>Status, JSON body (null without one) and headers of an answer.</summary>
public sealed record ForgeAnswer(int Status, JsonNode? Body, HttpResponseHeaders Headers, string Text)
{
    public static async Task<ForgeAnswer> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        var isJson = response.Content.Headers.ContentType?.MediaType == "application/json";
        return new ForgeAnswer(
            (int)response.StatusCode,
            isJson && text.Length > 0 ? JsonNode.Parse(text) : null,
            response.Headers,
            text);
    }
}

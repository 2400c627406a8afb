using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Platform.TestKit.Services;

namespace Platform.TestKit.Catalog.Discovery;

/// <summary>An organisation's repositories as their owners see them: made, pushed to, renamed and deleted in the forge.</summary>
public sealed class OrganizationDriver : IDisposable
{
    private readonly HttpClient _http;
    private readonly ConcurrentDictionary<string, SortedDictionary<string, string>> _files = new();

    private OrganizationDriver(HttpClient http, string name)
    {
        _http = http;
        Name = name;
    }

    public string Name { get; }

    /// <value>Of the forge.</value>
    public Uri Address => _http.BaseAddress!;

    public static async Task<OrganizationDriver> OpenAsync(string organization)
    {
        var services = await TestServices.Instance;
        var http = new HttpClient { BaseAddress = services.ForgeUrl, Timeout = TimeSpan.FromSeconds(100) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", services.ForgeToken);
        http.DefaultRequestHeaders.UserAgent.ParseAdd("platform-tests");
        return new(http, organization);
    }

    /// <summary>A repository with these files in one commit; without any it has no commit at all.</summary>
    public async Task CreateAsync(string repository, params (string Path, string Text)[] files)
    {
        await SendAsync(HttpMethod.Post, $"orgs/{Name}/repos", new { name = repository });
        _files[repository] = new(StringComparer.Ordinal);
        if (files.Length == 0)
        {
            return;
        }

        // Git data can't be written to a repository without a commit; a file can.
        var (first, text) = files[0];
        var body = new { message = "First", content = Convert.ToBase64String(Encoding.UTF8.GetBytes(text)) };
        await SendAsync(HttpMethod.Put, $"repos/{Name}/{repository}/contents/{first}", body);
        _files[repository][first] = text;
        if (files.Length > 1)
        {
            await PushAsync(repository, [.. files[1..].Select(file => (file.Path, (string?)file.Text))]);
        }
    }

    /// <summary>Changes files by one commit; a null text removes.</summary>
    public Task<string> PushAsync(string repository, params (string Path, string? Text)[] changes) =>
        PushAsync(repository, changes, onto: null);

    /// <param name="onto">The commit to build on, when the branch is forced away from where it is.</param>
    public async Task<string> PushAsync(string repository, (string Path, string? Text)[] changes, string? onto)
    {
        var sha = await CommitAsync(repository, onto ?? await HeadAsync(repository), changes);
        await MoveAsync(repository, "main", sha);
        return sha;
    }

    /// <summary>A commit that no branch has yet.</summary>
    public async Task<string> CommitAsync(string repository, string parent, params (string Path, string? Text)[] changes)
    {
        var files = _files[repository];
        foreach (var (path, text) in changes)
        {
            if (text is null)
            {
                files.Remove(path);
            }
            else
            {
                files[path] = text;
            }
        }

        var entries = files.Select(file => new { path = file.Key, mode = "100644", type = "blob", content = file.Value });
        var tree = await SendAsync(HttpMethod.Post, $"repos/{Name}/{repository}/git/trees", new { tree = entries });
        var commit = await SendAsync(
            HttpMethod.Post,
            $"repos/{Name}/{repository}/git/commits",
            new { message = "Change", tree = (string)tree!["sha"]!, parents = new[] { parent } });
        return (string)commit!["sha"]!;
    }

    public Task MoveAsync(string repository, string branch, string sha) => SendAsync(
        HttpMethod.Patch, $"repos/{Name}/{repository}/git/refs/heads/{branch}", new { sha, force = true });

    public Task BranchAsync(string repository, string branch, string sha) => SendAsync(
        HttpMethod.Post, $"repos/{Name}/{repository}/git/refs", new { @ref = $"refs/heads/{branch}", sha });

    public async Task<string> HeadAsync(string repository) => (string)(await SendAsync(
        HttpMethod.Get, $"repos/{Name}/{repository}/git/ref/heads/main"))!["object"]!["sha"]!;

    /// <summary>Description, name, archived, default_branch...</summary>
    public Task ChangeAsync(string repository, object fields) =>
        SendAsync(HttpMethod.Patch, $"repos/{Name}/{repository}", fields);

    public async Task RenameAsync(string repository, string name)
    {
        await ChangeAsync(repository, new { name });
        _files[name] = _files[repository];
    }

    public Task TransferAsync(string repository, string organization) => SendAsync(
        HttpMethod.Post, $"repos/{Name}/{repository}/transfer", new { new_owner = organization });

    public Task DeleteAsync(string repository) => SendAsync(HttpMethod.Delete, $"repos/{Name}/{repository}");

    /// <summary>The states of a repository's pull requests, the newest first.</summary>
    public async Task<IReadOnlyList<string>> PullsAsync(string repository) =>
    [
        .. (await SendAsync(HttpMethod.Get, $"repos/{Name}/{repository}/pulls?state=all"))!.AsArray()
            .Select(pull => (string)pull!["state"]!),
    ];

    public Task MergeAsync(string repository, int pull) =>
        SendAsync(HttpMethod.Put, $"repos/{Name}/{repository}/pulls/{pull}/merge", new { });

    public async Task<string> OpenPullAsync(string repository, string branch, string title)
    {
        var made = await SendAsync(
            HttpMethod.Post, $"repos/{Name}/{repository}/pulls", new { title, head = branch, @base = "main" });
        return (string)made!["head"]!["sha"]!;
    }

    /// <summary>What was said of a commit; the newest first.</summary>
    public async Task<JsonArray> ChecksAsync(string repository, string sha) => (await SendAsync(
        HttpMethod.Get, $"repos/{Name}/{repository}/commits/{sha}/check-runs?filter=all"))!["check_runs"]!.AsArray();

    public async Task<JsonArray> AnnotationsAsync(string repository, JsonNode check) => (await SendAsync(
        HttpMethod.Get, $"repos/{Name}/{repository}/check-runs/{check["id"]}/annotations"))!.AsArray();

    /// <summary>Tells the address of everything that matters to the catalog, or of what is named.</summary>
    public Task HookAsync(Uri url, string secret, params string[] events) => SendAsync(HttpMethod.Post, $"orgs/{Name}/hooks", new
    {
        name = "web",
        events = events.Length > 0 ? events : ["push", "repository"],
        config = new { url, content_type = "json", secret },
    });

    public Task FaultAsync(
        string fault, string route, int times = 1, int skip = 0, string? repository = null, int delayMilliseconds = 1000,
        string? method = null) => SendAsync(
            HttpMethod.Post,
            "_forge/faults",
            new
            {
                org = Name,
                fault,
                routePattern = route,
                times,
                skip,
                repo = repository,
                method,
                delayMilliseconds,
                retryAfterSeconds = 1,
            });

    /// <summary>The next webhooks of the kind meet the fault.</summary>
    public Task FaultWebhookAsync(string fault, string @event, int times = 1, int delayMilliseconds = 1000) => SendAsync(
        HttpMethod.Post, "_forge/faults", new { org = Name, fault, @event, times, delayMilliseconds });

    /// <summary>Webhooks that are on their way.</summary>
    public async Task<int> PendingDeliveriesAsync() =>
        (await SendAsync(HttpMethod.Get, $"_forge/deliveries?org={Name}"))!.AsArray().Count(
            delivery => delivery!["statusCode"] is null);

    public async Task ForgetFaultsAsync() => await SendAsync(HttpMethod.Delete, $"_forge/faults?org={Name}");

    /// <summary>What was asked for since, as <c>GET route</c>, in order.</summary>
    public async Task<IReadOnlyList<ForgeRequest>> RequestsAsync(long after = 0) =>
    [
        .. (await SendAsync(HttpMethod.Get, $"_forge/requests?org={Name}&after={after}"))!.AsArray().Select(
            request => new ForgeRequest(
                (long)request!["sequence"]!, $"{request["method"]} {request["route"]}", $"{request["path"]}",
                (int)request["status"]!)),
    ];

    public async Task<long> SequenceAsync() => (await RequestsAsync()) is [.., var last] ? last.Sequence : 0;

    public void Dispose() => _http.Dispose();

    private async Task<JsonNode?> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? text.Length > 0 ? JsonNode.Parse(text) : null
            : throw new InvalidOperationException($"{method} {path}: {answer.StatusCode} {text}");
    }
}

/// <summary>A request that the forge has answered.</summary>
public sealed record ForgeRequest(long Sequence, string Call, string Path, int Status);

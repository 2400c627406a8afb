using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Adapters.GitHub.People;

/// <param name="Tag">The answer's ETag: asking again costs nothing while it is the same.</param>
internal sealed record KnownPage(string Tag, JsonNode Items);

internal sealed record KnownProfile(string Login, string? Name, string? Email, string? Bio, string? Tag, DateTimeOffset At);

/// <summary>What the last listing of an organisation has left.</summary>
internal sealed class GitHubPeopleMemory
{
    private readonly IReadOnlyDictionary<string, KnownPage> _before;
    private readonly ConcurrentDictionary<string, KnownPage> _pages = new(StringComparer.Ordinal);

    private GitHubPeopleMemory(Stored stored)
    {
        _before = stored.Pages;
        Profiles = new(stored.Profiles, StringComparer.Ordinal);
    }

    /// <value>By the account's number.</value>
    public ConcurrentDictionary<string, KnownProfile> Profiles { get; }

    public static GitHubPeopleMemory Of(JsonNode? memory) => new(memory is null
        ? new(new Dictionary<string, KnownPage>(), new Dictionary<string, KnownProfile>())
        : PlatformJson.Deserialize<Stored>(memory.ToJsonString(PlatformJson.Options)));

    public KnownPage? Find(string route) => _pages.GetValueOrDefault(route) ?? _before.GetValueOrDefault(route);

    public void Keep(string route, KnownPage page) => _pages[route] = page;

    /// <param name="isWhole">Everything was read: what was not asked for any more is forgotten.</param>
    public JsonNode ToJson(bool isWhole)
    {
        var pages = isWhole ? _pages.ToDictionary() : _before.Where(page => !_pages.ContainsKey(page.Key)).Concat(_pages);
        var stored = new Stored(new SortedDictionary<string, KnownPage>(pages.ToDictionary(), StringComparer.Ordinal), Profiles);
        return JsonNode.Parse(PlatformJson.Serialize(stored))!;
    }

    private sealed record Stored(
        IReadOnlyDictionary<string, KnownPage> Pages, IReadOnlyDictionary<string, KnownProfile> Profiles);
}

using System.Text.Json.Nodes;
using Platform.Core.Catalog.People;
using Platform.Core.Primitives;

namespace Platform.TestKit.People;

/// <summary>Keeps states as storage does: as text, and only for whoever saw the last one.</summary>
public sealed class MemoryPeopleStates : IPeopleStates
{
    private readonly Dictionary<string, (string Text, int Version)> _states = [];

    public Task<(PeopleState State, string? Version)> FindAsync(string origin, CancellationToken cancellationToken) =>
        Task.FromResult(_states.TryGetValue(origin, out var found)
            ? (PlatformJson.Deserialize<PeopleState>(found.Text), (string?)$"{found.Version}")
            : (PeopleState.Empty(origin), null));

    public Task<bool> SaveAsync(PeopleState state, string? version, CancellationToken cancellationToken)
    {
        var known = _states.GetValueOrDefault(state.Origin);
        if (version != (known.Version == 0 ? null : $"{known.Version}"))
        {
            return Task.FromResult(false);
        }

        _states[state.Origin] = (PlatformJson.Serialize(state), known.Version + 1);
        return Task.FromResult(true);
    }
}

/// <summary>A directory whose next listing a test decides.</summary>
public sealed class ScriptedDirectory(string origin = "scripted:acme") : IPeopleDirectory
{
    public string Origin => origin;

    public List<DirectoryUser> Users { get; } = [];

    public List<DirectoryGroup> Groups { get; } = [];

    /// <value>Told in every listing as gone.</value>
    public HashSet<string> Removed { get; } = [];

    /// <value>Set, the listing breaks off; it still names everybody who is in <see cref="Users"/>.</value>
    public Problem? Failure { get; set; }

    /// <value>What the last sweep got back.</value>
    public JsonNode? Memory { get; private set; }

    public Func<Task>? WhileReading { get; set; }

    public async Task<PeopleListing> ReadAsync(JsonNode? memory, CancellationToken cancellationToken)
    {
        if (WhileReading is { } work)
        {
            await work();
        }

        Memory = memory;
        var round = ((int?)memory?["round"] ?? 0) + 1;
        return new([.. Users], [.. Groups], new JsonObject { ["round"] = round }) { Failure = Failure, Removed = Removed };
    }

    public ScriptedDirectory User(string id, string? name = null, string? email = null)
    {
        Users.RemoveAll(user => user.Id == id);
        Users.Add(new(id, name ?? id, $"Person {id}", email, null, new Dictionary<string, string>()));
        return this;
    }

    public ScriptedDirectory Group(string id, string? parent = null, params string[] members)
    {
        Groups.RemoveAll(group => group.Id == id);
        Groups.Add(new(
            id, id, "team", $"Group {id}", null, null, null, parent is null ? [] : [parent], members,
            new Dictionary<string, string>()));
        return this;
    }
}

/// <summary>Links that a test decides.</summary>
public sealed class ScriptedLinks : IIdentityLinks
{
    /// <value>By email address; null when nothing can be said.</value>
    public Dictionary<string, IReadOnlyDictionary<string, string>>? Links { get; set; } = [];

    public Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>?> ReadAsync(
        CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>?>(Links);
}

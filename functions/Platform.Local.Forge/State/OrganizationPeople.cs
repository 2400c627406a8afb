using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Platform.Local.Forge.State;

/// <summary>A person's account.</summary>
internal sealed record Person(long Id, string Login, string? Name, string? Email, DateTimeOffset CreatedAt);

/// <param name="Members">Logins of its own members, without those of teams below it.</param>
internal sealed record Team(
    long Id,
    string Name,
    string Slug,
    string? Description,
    long? ParentId,
    ImmutableArray<string> Members,
    DateTimeOffset CreatedAt);

/// <summary>Who belongs to an organization. Members that nobody told about are just logins.</summary>
internal sealed record OrganizationPeople(ImmutableArray<Person> Members, ImmutableArray<Team> Teams)
{
    public static OrganizationPeople Nobody { get; } = new([], []);

    public Person? Find(string login) =>
        Members.FirstOrDefault(person => string.Equals(person.Login, login, StringComparison.OrdinalIgnoreCase));

    public Team? FindTeam(string slug) =>
        Teams.FirstOrDefault(team => string.Equals(team.Slug, slug, StringComparison.OrdinalIgnoreCase));

    /// <summary>As on GitHub, a team's members are also those of the teams below it.</summary>
    public IReadOnlyList<Person> MembersOf(Team team)
    {
        var logins = Below(team).SelectMany(each => each.Members).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. Members.Where(person => logins.Contains(person.Login))];
    }

    private IEnumerable<Team> Below(Team team) =>
        Teams.Where(child => child.ParentId == team.Id).SelectMany(Below).Prepend(team);
}

/// <summary>The people of all organizations; a change is on disk before anybody sees it.</summary>
internal sealed class PeopleStore
{
    private readonly Lock _gate = new();
    private readonly string _folder;
    private readonly ConcurrentDictionary<string, OrganizationPeople> _people = new(StringComparer.OrdinalIgnoreCase);

    public PeopleStore(ForgeOptions options)
    {
        _folder = Path.Combine(Path.GetFullPath(options.DataDirectory), "people");
        foreach (var file in Directory.Exists(_folder) ? Directory.GetFiles(_folder, "*.json") : [])
        {
            _people[Path.GetFileNameWithoutExtension(file)] = JsonFile.Read<OrganizationPeople>(file);
        }
    }

    public OrganizationPeople Of(string organization) => _people.GetValueOrDefault(organization, OrganizationPeople.Nobody);

    public Person? Find(string login) =>
        _people.Values.Select(people => people.Find(login)).FirstOrDefault(found => found is not null);

    public void Update(string organization, Func<OrganizationPeople, OrganizationPeople> change)
    {
        lock (_gate)
        {
            var next = change(Of(organization));
            JsonFile.Write(Path.Combine(_folder, $"{organization.ToLowerInvariant()}.json"), next);
            _people[organization] = next;
        }
    }
}

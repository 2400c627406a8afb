namespace Platform.Core.Metrics.Ledger;

/// <summary>
/// Which repositories a component is made from: those its events name, and those that know a commit or an artifact it deployed.
/// Whichever of the two was told first, the link is the same.
/// </summary>
internal sealed class RepositoryLinks
{
    private readonly Many _repositoriesOf = new();
    private readonly Many _componentsOf = new();
    private readonly Many _repositoriesKnowing = new();
    private readonly Many _deployersOf = new();
    private readonly Many _makersOf = new();
    private readonly Many _usersOf = new();
    private readonly HashSet<string> _new = new(StringComparer.Ordinal);

    public IEnumerable<string> RepositoriesOf(string component) => _repositoriesOf[component].Order(StringComparer.Ordinal);

    public IEnumerable<string> ComponentsOf(string repository) => _componentsOf[repository];

    /// <returns>The components that were linked since the last call.</returns>
    public IReadOnlyList<string> TakeNew()
    {
        IReadOnlyList<string> linked = [.. _new];
        _new.Clear();
        return linked;
    }

    public void Link(string component, string repository)
    {
        if (_repositoriesOf.Add(component, repository))
        {
            _componentsOf.Add(repository, component);
            _new.Add(component);
        }
    }

    public void Told(string repository, string sha) =>
        Join(_repositoriesKnowing, sha, repository, _deployersOf, component => Link(component, repository));

    public void Deployed(string component, string sha) =>
        Join(_deployersOf, sha, component, _repositoriesKnowing, repository => Link(component, repository));

    public void Made(string artifact, string repository) =>
        Join(_makersOf, artifact, repository, _usersOf, component => Link(component, repository));

    public void Used(string component, string artifact) =>
        Join(_usersOf, artifact, component, _makersOf, repository => Link(component, repository));

    private static void Join(Many known, string key, string value, Many others, Action<string> link)
    {
        if (known.Add(key, value))
        {
            foreach (var other in others[key])
            {
                link(other);
            }
        }
    }

    /// <summary>Most keys have one value: only the others pay for a list.</summary>
    private sealed class Many
    {
        private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);

        public IEnumerable<string> this[string key] => _values.GetValueOrDefault(key) switch
        {
            string one => [one],
            HashSet<string> several => several,
            _ => [],
        };

        public bool Add(string key, string value)
        {
            if (_values.TryAdd(key, value))
            {
                return true;
            }

            if (_values[key] is HashSet<string> several)
            {
                return several.Add(value);
            }

            var one = (string)_values[key];
            _values[key] = one == value ? one : new HashSet<string>(StringComparer.Ordinal) { one, value };
            return one != value;
        }
    }
}

using Platform.Core.Primitives;

namespace Platform.Core.Catalog.People;

/// <summary>Brings what is known up to date with a complete listing.</summary>
internal static class PeopleMerge
{
    public const string NameClash = "people-name-clash";

    /// <summary>
    /// Who is absent once stays as they were; the second absence in a row, or the directory's own word, ends it.
    /// </summary>
    private const int Misses = 2;

    public static (PeopleState State, IReadOnlyList<Problem> Problems) Merge(PeopleState known, PeopleListing listing)
    {
        var problems = new List<Problem>();
        var removed = listing.Removed.ToHashSet(StringComparer.Ordinal);
        var users = Merge("User", listing.Users, known.Users, removed, problems);
        var groups = Merge("Group", listing.Groups, known.Groups, removed, problems);
        return (known with { Users = users, Groups = groups, Memory = listing.Memory }, problems);
    }

    private static Dictionary<string, Known<T>> Merge<T>(
        string kind,
        IReadOnlyList<T> listed,
        IReadOnlyDictionary<string, Known<T>> known,
        HashSet<string> removed,
        List<Problem> problems)
        where T : IDirectoryEntry
    {
        // A page that shifted while the listing went on may have shown somebody twice.
        var kept = listed.GroupBy(entry => entry.Id, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => new Known<T>(same.Last(), string.Empty), StringComparer.Ordinal);
        foreach (var (id, one) in known)
        {
            if (!removed.Contains(id) && one.Missed + 1 < Misses)
            {
                kept.TryAdd(id, one with { Missed = one.Missed + 1 });
            }
        }

        var named = new Dictionary<string, Known<T>>(StringComparer.Ordinal);
        foreach (var same in kept.Values.GroupBy(one => one.Entry.Name, StringComparer.OrdinalIgnoreCase))
        {
            foreach (var one in Name(kind, [.. same], known, problems))
            {
                named[one.Entry.Id] = one;
            }
        }

        return named;
    }

    /// <summary>Who has a name keeps it; of newcomers it is the one with the lowest id.</summary>
    private static IEnumerable<Known<T>> Name<T>(
        string kind, IReadOnlyList<Known<T>> rivals, IReadOnlyDictionary<string, Known<T>> known, List<Problem> problems)
        where T : IDirectoryEntry
    {
        var first = rivals
            .OrderBy(one => IsHolder(one.Entry) ? 0 : 1).ThenBy(one => one.Entry.Id, StringComparer.Ordinal).First();
        foreach (var one in rivals)
        {
            var name = one == first ? one.Entry.Name : PeopleNames.Beside(one.Entry.Name, one.Entry.Id);
            if (one != first)
            {
                problems.Add(ClashOf(kind, one.Entry.Name, name));
            }

            yield return one with { Name = name };
        }

        bool IsHolder(T entry) => known.TryGetValue(entry.Id, out var before)
            && string.Equals(before.Name, entry.Name, StringComparison.OrdinalIgnoreCase);
    }

    private static Problem ClashOf(string kind, string wanted, string given) => new(
        NameClash,
        $"Another {kind} of the directory is called '{wanted}' already; this one is '{given}'.",
        "metadata.name",
        wanted,
        "a name that nobody else in the directory has");
}

using System.Text.Json.Nodes;

namespace Platform.Core.Catalog.People;

/// <param name="Name">The entity's name.</param>
/// <param name="Missed">Complete listings in a row that did not have it.</param>
public sealed record Known<T>(T Entry, string Name, int Missed = 0)
    where T : IDirectoryEntry;

/// <summary>
/// What is known of one directory between two sweeps. The catalog's entities follow from it alone, so a sweep that dies between
/// writing this and writing those is made good by the next one.
/// </summary>
public sealed record PeopleState(
    string Origin,
    IReadOnlyDictionary<string, Known<DirectoryUser>> Users,
    IReadOnlyDictionary<string, Known<DirectoryGroup>> Groups)
{
    /// <value>By email address, in lower case: annotations for people's accounts elsewhere.</value>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Links { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <value>The directory's own.</value>
    public JsonNode? Memory { get; init; }

    /// <value>The last listing that was complete.</value>
    public DateTimeOffset? CompletedAt { get; init; }

    public DateTimeOffset? FailedAt { get; init; }

    /// <value>Why the last one broke off; null when it did not.</value>
    public string? Failure { get; init; }

    public static PeopleState Empty(string origin) =>
        new(origin, new Dictionary<string, Known<DirectoryUser>>(), new Dictionary<string, Known<DirectoryGroup>>());
}

/// <summary>Keeps the states, one for each directory.</summary>
public interface IPeopleStates
{
    /// <returns>The state and its version, which <see cref="SaveAsync"/> wants; an empty one and null at first.</returns>
    Task<(PeopleState State, string? Version)> FindAsync(string origin, CancellationToken cancellationToken);

    /// <returns>False when somebody else has saved since.</returns>
    Task<bool> SaveAsync(PeopleState state, string? version, CancellationToken cancellationToken);
}

using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.People;

/// <summary>What a directory has.</summary>
public interface IDirectoryEntry
{
    /// <value>The directory's own, which outlives every change of names.</value>
    string Id { get; }

    /// <value>The name that the entity should have, by the directory's rule in <see cref="PeopleNames"/>.</value>
    string Name { get; }
}

/// <summary>A person as a directory has them.</summary>
/// <param name="Annotations">What links the entity to the account; never a secret.</param>
public sealed record DirectoryUser(
    string Id,
    string Name,
    string? DisplayName,
    string? Email,
    string? Picture,
    IReadOnlyDictionary<string, string> Annotations) : IDirectoryEntry
{
    public string? Description { get; init; }
}

/// <summary>A team or group as a directory has it.</summary>
/// <param name="Type">Backstage's <c>spec.type</c>.</param>
/// <param name="Parents">Ids of the groups that it belongs to.</param>
/// <param name="Members">Ids of its own users, without those of groups below it.</param>
public sealed record DirectoryGroup(
    string Id,
    string Name,
    string Type,
    string? DisplayName,
    string? Description,
    string? Email,
    string? Picture,
    IReadOnlyList<string> Parents,
    IReadOnlyList<string> Members,
    IReadOnlyDictionary<string, string> Annotations) : IDirectoryEntry;

/// <summary>Everybody whom a directory knows, or why that could not be found out.</summary>
/// <param name="Memory">What the directory wants to have back next time; kept also when the listing broke off.</param>
public sealed record PeopleListing(
    IReadOnlyList<DirectoryUser> Users, IReadOnlyList<DirectoryGroup> Groups, JsonNode? Memory)
{
    /// <value>Ids that the directory says are gone. What is merely not listed has to be so twice.</value>
    public IReadOnlyCollection<string> Removed { get; init; } = [];

    /// <value>Set when the listing broke off: then it says nothing about who is not in it.</value>
    public Problem? Failure { get; init; }

    /// <value>When another attempt makes sense, if the directory said so.</value>
    public TimeSpan? RetryAfter { get; init; }

    /// <value>Requests that it took.</value>
    public int Calls { get; init; }

    public static PeopleListing Failed(Problem failure, JsonNode? memory, TimeSpan? retryAfter = null, int calls = 0) =>
        new([], [], memory) { Failure = failure, RetryAfter = retryAfter, Calls = calls };
}

/// <summary>One organisation or tenant whose people are taken over.</summary>
public interface IPeopleDirectory
{
    /// <value>As <c>github-people:acme</c> or <c>graph:&lt;tenant&gt;</c>, in lower case; never the same twice.</value>
    string Origin { get; }

    /// <summary>Expected failures are values in the listing.</summary>
    /// <param name="memory">What the last listing left; null at the first time.</param>
    Task<PeopleListing> ReadAsync(JsonNode? memory, CancellationToken cancellationToken);
}

/// <summary>The directories of one kind that the settings name.</summary>
public interface IPeopleDirectories
{
    IReadOnlyList<IPeopleDirectory> Configured { get; }
}

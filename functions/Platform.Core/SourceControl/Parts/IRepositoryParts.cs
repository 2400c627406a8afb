using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.SourceControl.Parts;

/// <summary>
/// One kind of thing that hangs on a repository and has a natural key in it: webhooks by their address, environments by their
/// name. What is final is a problem with a stable code; what may pass by itself is thrown as a
/// <see cref="TransientSourceControlException"/>.
/// </summary>
public interface IRepositoryParts<TPart>
    where TPart : class, IRepositoryPart
{
    /// <returns>What has the key of the wanted one; null when nothing has.</returns>
    Task<Result<PartSearch>> FindAsync(RepositoryName repository, TPart wanted, CancellationToken cancellationToken);

    /// <summary>
    /// Makes what is wanted; for what consists of several things, completes it. Only for what was not there before, or is ours.
    /// </summary>
    /// <param name="found">What an earlier attempt has made; null when it made nothing.</param>
    Task<Result<FoundPart>> MakeAsync(
        RepositoryName repository, TPart wanted, FoundPart? found, CancellationToken cancellationToken);

    /// <summary>Takes away what a task has made. What is gone already, or is somebody else's by now, is left.</summary>
    Task<Result<PartRemoval>> RemoveAsync(RepositoryName repository, MadePart made, CancellationToken cancellationToken);
}

public interface IRepositoryPart
{
    /// <value>Unique among its kind in a repository; texts that differ in case only may be one.</value>
    string Key { get; }

    /// <value>For people: "a webhook to builder.acme.com".</value>
    string Title { get; }

    /// <value>The id that the host will give it, where that is a name; null where it is a number of the host's.</value>
    string? Name => null;
}

/// <param name="Found">Null when nothing has the key.</param>
public sealed record PartSearch(FoundPart? Found)
{
    public static PartSearch Nothing { get; } = new((FoundPart?)null);
}

/// <param name="Id">As the host names it.</param>
/// <param name="Likeness">Whether it is just what was wanted.</param>
public sealed record FoundPart(string Id, PartLikeness Likeness, Uri? Url = null, long Number = 0);

public enum PartLikeness
{
    /// <summary>It has the key, and is otherwise as wanted.</summary>
    Same,

    /// <summary>It has the key; whether it is as wanted can't be read, for example because a secret belongs to it.</summary>
    Unknown,

    Different,

    /// <summary>It carries the mark of this step: an earlier attempt has made it.</summary>
    Ours,
}

/// <summary>What a task's journal says of a thing that it made, without anything that could be a secret.</summary>
/// <param name="Id">As the host names it; null when making it ended without an answer.</param>
/// <param name="KeyHash">Of <see cref="IRepositoryPart.Key"/>.</param>
public sealed record MadePart(string? Id, string KeyHash)
{
    public static MadePart Before(IRepositoryPart wanted) => new(wanted.Name, HashOf(wanted.Key));

    /// <summary>By what one that was made without an answer is known again.</summary>
    public bool Is(string id, string key) => Id is null ? HashOf(key) == KeyHash : Id == id;

    private static string HashOf(string key) => ContentHash.Of(key.ToUpperInvariant());
}

/// <param name="Remains">Why something is left for a person to look at; null when nothing is.</param>
public sealed record PartRemoval(bool Removed, string? Remains = null)
{
    public static PartRemoval Done { get; } = new(true);

    public static PartRemoval NothingThere { get; } = new(false);
}

using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Placeholders;

/// <summary>A text that a descriptor refers to, by its one address.</summary>
/// <param name="Key">Equal for the same text however it was referred to; <c>url:https://…</c>, the key that a change of it
/// refreshes the entity by.</param>
public sealed record PlaceholderTarget(string Key)
{
    /// <value>Set when it is a file of the descriptor's own repository, at the descriptor's commit.</value>
    public string? Path { get; init; }

    /// <value>Set when it is anywhere else.</value>
    public Uri? Url { get; init; }
}

/// <summary>Where one descriptor's placeholders are read from.</summary>
public interface IPlaceholderSource
{
    /// <param name="target">As it is written: a path relative to <paramref name="from"/>, or an absolute URL.</param>
    /// <param name="from">What refers to it; null for the descriptor itself.</param>
    Result<PlaceholderTarget> Resolve(string target, PlaceholderTarget? from);

    /// <summary>What may pass by itself is an exception; what won't is a problem.</summary>
    Task<Result<string>> ReadAsync(PlaceholderTarget target, CancellationToken cancellationToken);
}

/// <summary>What the placeholders of one descriptor may cost.</summary>
public sealed record PlaceholderLimits
{
    /// <value>Texts that are read, each once. With keys of at most <see cref="MaxKeyLength"/> they fit one property of a
    /// row.</value>
    public int MaxReads { get; init; } = 50;

    public const int MaxKeyLength = 600;

    /// <value>Characters of everything that is put in.</value>
    public int MaxCharacters { get; init; } = 8 * 1024 * 1024;

    /// <value>Nesting of a document with its references put in.</value>
    public int MaxDepth { get; init; } = 64;

    /// <value>References that are followed in one document.</value>
    public int MaxReferences { get; init; } = 5000;
}

namespace Platform.Adapters.Yaml;

/// <summary>What a file may cost to read. The defaults are far above real descriptors and far below what hurts.</summary>
public sealed record YamlLimits
{
    public int MaxBytes { get; init; } = YamlDocumentReader.LargestFile;

    /// <value>Nesting of one document, aliases expanded.</value>
    public int MaxDepth { get; init; } = 64;

    public int MaxDocuments { get; init; } = 500;

    /// <value>Nodes that all aliases of one document may add.</value>
    public int MaxAliasNodes { get; init; } = 100_000;

    /// <value>Characters that all aliases of one document may add; a few aliases of one huge text are an attack, too.</value>
    public int MaxAliasCharacters { get; init; } = 8 * 1024 * 1024;

    /// <value>Characters of all field paths; behind it, positions are those of the nearest recorded parent.</value>
    public int MaxPositionCharacters { get; init; } = 16 * 1024 * 1024;
}

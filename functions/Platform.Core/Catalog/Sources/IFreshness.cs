namespace Platform.Core.Catalog.Sources;

/// <summary>
/// All sources of an origin between two, both included and in ordinal order, were found as the catalog has them. One row per
/// chunk and sweep stands for thousands of entities.
/// </summary>
/// <param name="Except">Sources in between that were not, because they failed or changed.</param>
public sealed record VerifiedChunk(
    string Origin, string FromSource, string ToSource, DateTimeOffset At, IReadOnlyList<string> Except)
{
    public bool Covers(string source) =>
        string.CompareOrdinal(FromSource, source) <= 0
        && string.CompareOrdinal(source, ToSource) <= 0
        && !Except.Contains(source);
}

/// <summary>
/// When sources were last verified. A sweep records its chunks; <see cref="SourceIngestor"/> records single looks.
/// </summary>
public interface IFreshness
{
    /// <summary>Takes the place of older chunks that lie within the new one. Repeating is harmless.</summary>
    Task RecordAsync(VerifiedChunk chunk, CancellationToken cancellationToken);

    /// <summary>All chunks; of those that cover a source, the latest counts.</summary>
    Task<IReadOnlyList<VerifiedChunk>> ListAsync(CancellationToken cancellationToken);
}

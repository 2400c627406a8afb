namespace Platform.Core.Catalog.Audits;

/// <summary>Something that is not what the sources of truth say it must be.</summary>
/// <param name="Kind">One of <see cref="DivergenceKinds"/>.</param>
/// <param name="Subject">An entity's reference, a bucket or a key.</param>
public sealed record AuditDivergence(string Kind, string Subject, string Detail);

/// <summary>What divergences are told by; stable.</summary>
public static class DivergenceKinds
{
    /// <summary>A feed lacks a row in its middle or at its end.</summary>
    public const string Feed = "feed";

    /// <summary>An entity's row and its row of the feed, its body or its bucket contradict each other.</summary>
    public const string Row = "row";

    /// <summary>The index in memory holds another body, other relations, or answers differently.</summary>
    public const string Index = "index";

    /// <summary>The snapshot and the feed lead to something else than the tables.</summary>
    public const string Snapshot = "snapshot";

    /// <summary>A source's manifest and the entities contradict each other.</summary>
    public const string Manifest = "manifest";
}

/// <summary>The catalog compared with itself, once.</summary>
/// <param name="Total">All divergences, also those that there was no room for. The goal is none.</param>
/// <param name="IndexCompared">Whether there was an index in memory to compare.</param>
public sealed record CatalogAudit(
    string Id,
    DateTimeOffset At,
    double Seconds,
    int Entities,
    bool IndexCompared,
    int Total,
    IReadOnlyList<AuditDivergence> Divergences)
{
    public const int Kept = 50;
}

public interface ICatalogAudits
{
    Task AddAsync(CatalogAudit audit, CancellationToken cancellationToken);

    /// <summary>The latest first.</summary>
    Task<IReadOnlyList<CatalogAudit>> ListAsync(int most, CancellationToken cancellationToken);
}

using Platform.Adapters.Yaml;
using Platform.Core.Access;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Catalog.Locations;
using Platform.Core.Catalog.Placeholders;
using Platform.Core.Catalog.Sources;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;
using Platform.TestKit.Access;

namespace Platform.TestKit.Catalog;

/// <summary>Everything that ingestion needs, in memory.</summary>
public sealed class MemoryCatalog
{
    public MemoryCatalog() => Store = new(Claims);

    public MemoryEntityClaims Claims { get; } = new();

    public MemoryCatalogStore Store { get; }

    public MemorySourceRecords Sources { get; } = new();

    public MemoryHeldRemovals Held { get; } = new();

    public MemoryLocationReports Reports { get; } = new();

    public MemoryFreshness Freshness { get; } = new();

    public MemoryKindDefinitions Kinds { get; } = new();

    public MemoryAuditLog Audit { get; } = new();

    public MemoryFiles Files { get; } = [];

    public IAllowRules Rules { get; set; } = new AllowEverything();

    public IDocumentChecks? Checks { get; set; }

    public RemovalOptions Limits { get; set; } = new();

    public TimeProvider Clock { get; set; } = TimeProvider.System;

    public SourceIngestor Ingestor(params ICatalogListener[] listeners) => new(
        new DescriptorReading(
            new YamlDocumentReader(), Files, new NoWebTexts(), AllowedUrls.None,
            RepositoryHost.Of(new Uri("https://github.example.com/api/v3/")), Kinds, Rules, Checks),
        Sources, Claims, Held, Reports, Freshness, listeners, Limits, new AuditTrail(Audit, Clock));

    public CatalogRemovals Removals() => new(Sources, Claims, Held, new AuditTrail(Audit, Clock), Clock);
}

/// <summary>Files of every repository, by path.</summary>
public sealed class MemoryFiles : Dictionary<string, string>, ICatalogFiles
{
    public Task<Result<string>> ReadAsync(
        RepositoryName repository, string path, string sha, CancellationToken cancellationToken) =>
        Task.FromResult(TryGetValue(path, out var text)
            ? Result<string>.Ok(text)
            : new Problem("file-not-found", $"There is no '{path}'."));
}

internal sealed class NoWebTexts : IWebTexts
{
    public Task<Result<WebText>> ReadAsync(Uri url, string? knownTag, int maxBytes, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"{url} is not allowed and must not be read.");
}

using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Discovery.Repositories;
using Platform.Core.Catalog.Feed;
using Platform.Core.Drift.Findings;
using Platform.Core.Drift.Rules;
using Platform.Core.Drift.Sweeps;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Drift.Collection;

/// <summary>
/// Reads worlds: the catalog's rows bucket by bucket as they are stored, never its index, and the short halves of what is known
/// of repositories. Two worlds are kept at a time: of the sweep, because one judges at a time, and of looks in between.
/// </summary>
public sealed class DriftWorlds(
    ICatalogFeed catalog,
    IDriftFacts facts,
    IDeploymentSigns deployments,
    IEnumerable<IOwnerReports> reports,
    IEnumerable<IWorldSource> sources,
    TimeProvider clock) : IDriftWorlds, IDriftTargets, IDisposable
{
    private const int MostKept = 2;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly List<(string Sweep, DriftWorld World)> _kept = [];

    public async Task<DriftWorld> GetAsync(
        string sweep, IReadOnlyList<string> organizations, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_kept.Find(one => one.Sweep == sweep).World is { } kept)
            {
                return kept;
            }

            // The one before goes first, so that there are never three.
            _kept.RemoveRange(0, Math.Max(0, _kept.Count - MostKept + 1));
            var world = await ReadAsync(organizations, cancellationToken);
            _kept.Add((sweep, world));
            return world;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Forget(string sweep)
    {
        _turn.Wait();
        _kept.RemoveAll(one => one.Sweep == sweep);
        _turn.Release();
    }

    public async Task<IReadOnlySet<RepositoryName>> RepositoriesOfAsync(string team, CancellationToken cancellationToken) =>
        (await EntitiesAsync(cancellationToken))
            .Where(entity => entity.Owner?.Canonical == team).Select(entity => entity.Repository).OfType<RepositoryName>()
            .ToHashSet();

    public void Dispose() => _turn.Dispose();

    private async Task<DriftWorld> ReadAsync(IReadOnlyList<string> organizations, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var entities = await EntitiesAsync(cancellationToken);
        var (repositories, freshness) = (new List<DriftEntry>(), new Dictionary<string, DriftFreshness>());
        foreach (var organization in organizations)
        {
            repositories.AddRange(await facts.ListAsync(organization, cancellationToken));
            freshness[organization.ToLowerInvariant()] = await facts.FreshnessAsync(organization, cancellationToken);
        }

        var signs = await deployments.ListAsync(cancellationToken);
        var since = await deployments.SinceAsync(cancellationToken);
        var doubts = new Dictionary<string, OwnerDoubt>(StringComparer.Ordinal);
        foreach (var told in reports)
        {
            foreach (var (canonical, report) in await told.OpenAsync(cancellationToken))
            {
                doubts[canonical] = new(report.Complaints is [.., var last] ? last.Reason : string.Empty, report.FirstAt);
            }
        }

        var draft = new WorldDraft(now, entities, repositories, organizations, signs);
        var parts = draft.Parts;
        parts[FactNames.Catalog] = new("catalog", now, Day);
        parts[FactNames.People] = new("catalog", now, Day);
        parts[FactNames.OwnerReports] = new("owner-reports", now, Day);
        if (freshness.Count > 0 && freshness.Values.Min(one => one.ListedAt) is { } listedAt)
        {
            parts[FactNames.Repositories] = new(
                FactSources.Listing, listedAt, new FactLifetimes().Listing, null,
                freshness.Values.All(one => one.ListedAt is not null));
        }

        if (since is not null)
        {
            parts[FactNames.Deployments] = new("delivery-events", now, Day, since);
        }

        foreach (var source in sources)
        {
            await source.BringAsync(draft, cancellationToken);
        }

        return new(new(draft, freshness, doubts));
    }

    private async Task<List<EntityFacts>> EntitiesAsync(CancellationToken cancellationToken)
    {
        var entities = new List<EntityFacts>();
        for (var bucket = 0; bucket < CatalogPosition.Buckets; bucket++)
        {
            await foreach (var row in catalog.ScanAsync(bucket, cancellationToken))
            {
                if (!row.IsRemoved && JsonNode.Parse(row.Body.Span) is JsonObject body)
                {
                    var place = RepositoryDescriptors.Parse(row.Source);
                    entities.Add(new(
                        EntityRef.Parse(row.Canonical), body, place?.Repository, place?.Path, row.At, text: row.Body.ToArray()));
                }
            }
        }

        return entities;
    }
}

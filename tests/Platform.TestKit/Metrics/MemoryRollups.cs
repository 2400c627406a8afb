using System.Collections.Concurrent;
using Platform.Core.Metrics.Keeping;
using Platform.Core.Metrics.Rollups;

namespace Platform.TestKit.Metrics;

/// <summary>Finished buckets in memory; each day of a component is one of its team's and the organisation's, too.</summary>
public sealed class MemoryRollups : IRollupReader
{
    private readonly ConcurrentDictionary<BucketKey, BucketBuilder> _days = new();

    /// <param name="leadTime">Of as many changes as deployments.</param>
    public MemoryRollups Add(
        string component, string team, DateOnly day, int deployments, int rollbacks = 0, TimeSpan? leadTime = null,
        int failures = 0)
    {
        foreach (var scope in new Scope[]
        {
            new(ScopeKind.Component, $"component:default/{component}"), new(ScopeKind.Team, team),
            new(ScopeKind.Organization, "organization"),
        })
        {
            var bucket = _days.GetOrAdd(new(scope, day), _ => new BucketBuilder(256, 0.01));
            bucket.Add(Count.Deployments, deployments);
            bucket.Add(Count.NetDeployments, deployments - rollbacks);
            bucket.Add(Count.Rollbacks, rollbacks);
            bucket.Add(Count.ChangeFailures, failures);
            for (var change = 0; leadTime is not null && change < deployments; change++)
            {
                bucket.Add(Measure.ChangeLeadTime, (long)leadTime.Value.TotalMilliseconds);
            }
        }

        return this;
    }

    public void Clear() => _days.Clear();

    public Task<IReadOnlyList<(DateOnly Day, Bucket Bucket)>> ReadAsync(
        Scope scope, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<(DateOnly, Bucket)>>([.. _days
            .Where(day => day.Key.Scope == scope && day.Key.Day >= from && day.Key.Day <= to)
            .OrderBy(day => day.Key.Day).Select(day => (day.Key.Day, day.Value.Build()))]);

    public Task<IReadOnlyList<(DateOnly Day, Bucket Bucket)>> OpenAsync(
        Scope scope, DateOnly to, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<(DateOnly, Bucket)>>([]);

    public Task<bool> HasDeployedAsync(Scope scope, CancellationToken cancellationToken) =>
        Task.FromResult(_days.Keys.Any(key => key.Scope == scope));

    public Task<IReadOnlyList<string>> ContributorsAsync(
        Scope scope, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. _days.Keys
            .Where(key => key.Scope.Kind == ScopeKind.Component && key.Day >= from && key.Day <= to)
            .Select(key => key.Scope.Name).Distinct().Order(StringComparer.Ordinal)]);

    public Task<IReadOnlyList<ComponentDay>> SharesAsync(
        Scope scope, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ComponentDay>>([.. _days
            .Where(day => day.Key.Scope.Kind == ScopeKind.Component && day.Key.Day >= from && day.Key.Day <= to)
            .Select(day => new ComponentDay(day.Key.Scope.Name, day.Key.Day, day.Value.Build(), []))]);

    public Task<IReadOnlyList<Restatement>> RestatementsAsync(Scope scope, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Restatement>>([]);
}

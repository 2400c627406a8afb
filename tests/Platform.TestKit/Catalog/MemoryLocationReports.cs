using System.Collections.Concurrent;
using Platform.Core.Catalog;

namespace Platform.TestKit.Catalog;

public sealed class MemoryLocationReports : ILocationReports
{
    private readonly ConcurrentDictionary<string, LocationReport> _reports = new();

    public Task ReplaceAsync(LocationReport report, CancellationToken cancellationToken)
    {
        _reports[report.Location] = report;
        return Task.CompletedTask;
    }

    public Task<LocationReport> FindAsync(string location, CancellationToken cancellationToken) =>
        Task.FromResult(_reports.GetValueOrDefault(location) ?? new(location, null, 0, []));
}

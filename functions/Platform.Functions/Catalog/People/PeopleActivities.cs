using Microsoft.Azure.Functions.Worker;
using Platform.Core.Catalog.People;

namespace Platform.Functions.Catalog.People;

/// <summary>The activity of <see cref="PeopleOrchestrator"/>; it may run more than once.</summary>
public sealed class PeopleActivities(PeopleSweep sweep, PeopleDirectories directories)
{
    [Function(PeopleFunctionNames.Sweep)]
    public Task<PeopleReport> SweepAsync([ActivityTrigger] PeopleSweepCall call, CancellationToken cancellationToken) =>
        directories.Find(call.Origin) is { } directory
            ? sweep.RunAsync(directory, call.Trigger, cancellationToken)
            : Task.FromResult(PeopleDirectories.NotConfigured(call.Origin));
}

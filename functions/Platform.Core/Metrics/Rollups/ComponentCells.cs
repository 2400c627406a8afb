using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Facts;

namespace Platform.Core.Metrics.Rollups;

/// <summary>A day of a component under one owner: what all rollups are made of.</summary>
public readonly record struct CellKey(DateOnly Day, string? Team, string? System)
{
    /// <summary>Where something counts that happened at an instant.</summary>
    internal static CellKey Of(DateTimeOffset at, Ownership ownership, DayClock clock, DoraOptions options)
    {
        var owner = options.OwnershipAsOf == OwnershipAsOf.Now ? ownership.Current : ownership.At(at);
        return new(clock.DayOf(at), owner.Team, owner.System);
    }
}

/// <summary>Counts what an analysis found, each thing on the day it belongs to, for whoever owned the component then.</summary>
internal sealed class ComponentCells(DoraOptions options, DayClock clock, Ownership ownership)
{
    private readonly Dictionary<CellKey, BucketBuilder> _cells = [];

    public static IReadOnlyDictionary<CellKey, Bucket> Of(ComponentAnalysis analysis, DoraOptions options, DayClock clock)
    {
        var cells = new ComponentCells(options, clock, analysis.Facts.Ownership);
        foreach (var rollout in analysis.Rollouts)
        {
            cells.Add(rollout);
        }

        foreach (var attempt in analysis.FailedAttempts)
        {
            cells.At(attempt.FinishedAt).Add(Count.FailedAttempts);
        }

        foreach (var change in analysis.Changes)
        {
            cells.Add(change);
        }

        foreach (var merged in analysis.Merged)
        {
            var cell = cells.At(merged.MergedAt);
            cell.Add(Count.ChangesMerged);
            cell.Add(Count.ChangesMergedAndDeployed, merged.Rollout is null ? 0 : 1);
            if (merged.Rollout is null)
            {
                cell.Add(Measure.UndeployedSince, clock.SinceStart(merged.MergedAt));
            }

            AddMerge(cell, merged);
        }

        foreach (var opened in analysis.Unmerged.Select(change => change.CreatedAt).OfType<DateTimeOffset>())
        {
            cells.At(opened).Add(Measure.ChangeOpenSince, clock.SinceStart(opened));
        }

        foreach (var incident in analysis.Incidents)
        {
            cells.Add(incident);
        }

        return cells.Build();
    }

    public void Add(AttributedIncident attributed)
    {
        var (incident, rollout, reason) = attributed;
        if (reason is AttributionReason.NotChangeRelated or AttributionReason.NotProduction)
        {
            return;
        }

        var began = At(incident.DetectedAt);
        began.Add(Count.Interrupts);
        began.Add(Count.InterruptsAfterHours, One(clock.IsAfterHours(incident.DetectedAt)));
        var cell = At(rollout?.FinishedAt ?? incident.DetectedAt);
        cell.Add(rollout is null ? Count.IncidentsUnattributed : Count.Incidents);
        cell.Add(Count.IncidentReopenings, incident.Reopenings);
        if (incident.ResolvedAt is null)
        {
            At(incident.DetectedAt).Add(Measure.IncidentOpenSince, clock.SinceStart(incident.DetectedAt));
        }
    }

    public IReadOnlyDictionary<CellKey, Bucket> Build() => _cells.ToDictionary(cell => cell.Key, cell => cell.Value.Build());

    private void Add(Rollout rollout)
    {
        var cell = At(rollout.FinishedAt);
        cell.Add(Count.Deployments);
        cell.Add(Count.NetDeployments, One(rollout.IsNet));
        cell.Add(Count.BaselineDeployments, One(rollout.IsBaseline));
        cell.Add(Count.BotDeployments, One(rollout.IsBot));
        cell.Add(Count.BotNetDeployments, One(rollout.IsBot && rollout.IsNet));
        cell.Add(Count.ResolvedDeployments, One(rollout.IsResolved));
        cell.Add(Count.Rollbacks, One(rollout.IsRollback));
        foreach (var kind in rollout.RollbackKinds)
        {
            cell.Add(Count.RollbacksOlderVersion + (int)kind);
        }

        cell.Add(Count.Hotfixes, One(rollout.IsHotfix));
        cell.Add(Count.ReworkDeployments, One(rollout.IsRework));
        cell.Add(Count.ChangesDeployed, rollout.IsBaseline ? 0 : rollout.Changes.Count);
        if (rollout.IsNet && !rollout.IsBaseline && rollout.IsResolved)
        {
            cell.Add(Measure.BatchSize, rollout.Changes.Count);
        }

        if (rollout.Failed)
        {
            AddFailure(cell, rollout);
        }
    }

    private void AddFailure(BucketBuilder cell, Rollout rollout)
    {
        cell.Add(Count.ChangeFailures);
        cell.Add(rollout.Incidents.Count > 0 ? Count.ChangeFailuresWithIncident : Count.ChangeFailuresWithoutIncident);
        cell.Add(Count.FailedRollbacks, One(rollout.IsRollback));
        cell.Add(Count.ChangeFailuresUnrecovered, One(rollout.Recovery!.At is null));
        if (rollout.Recovery.At is null)
        {
            At(rollout.FirstFinishedAt).Add(Measure.UnrecoveredSince, clock.SinceStart(rollout.FirstFinishedAt));
        }

        if (rollout.Recovery is { At: { } at, Duration: { } duration })
        {
            At(at).Add(Measure.FailedDeploymentRecoveryTime, Milliseconds(duration));
        }
    }

    private void Add(DeployedChange change)
    {
        var cell = At(change.Rollout.FinishedAt);
        Add(cell, Measure.ChangeLeadTime, change.LeadTime);
        if (change.Change.Actor != Events.ActorType.Bot)
        {
            Add(cell, Measure.ChangeLeadTimeWithoutBots, change.LeadTime);
        }

        Add(cell, Measure.Coding, change.Coding);
        Add(cell, Measure.Pickup, change.Pickup);
        Add(cell, Measure.Review, change.Review);
        Add(cell, Measure.MergeToDeploy, change.MergeToDeploy);
        Add(cell, Measure.DeployToCustomer, change.DeployToCustomer);
        Add(cell, Measure.ChangeLeadTimeToCustomer, change.LeadTimeToCustomer);
        cell.Add(Count.ChangesReleased, One(change.CustomerAt is not null));
        cell.Add(Count.ChangesUnreleased, One(change.LeadTimeToCustomer.Reason == NoFigure.NotReleased));
    }

    private static void AddMerge(BucketBuilder cell, MergedChange merged)
    {
        var change = merged.Change;
        cell.Add(Count.ChangesReviewed, One(change.FirstReviewAt is not null));
        cell.Add(Count.Reviews, change.Reviews.Count);
        cell.Add(Measure.Handoffs, change.Handoffs);
        if (change.Size is { } size)
        {
            cell.Add(Measure.ChangeSize, size);
        }

        if (change.CreatedAt is { } created && created <= merged.MergedAt)
        {
            cell.Add(Measure.TimeToMerge, Milliseconds(merged.MergedAt - created));
        }
    }

    private static void Add(BucketBuilder cell, Measure measure, Stage stage)
    {
        if (stage.Value is { } value)
        {
            cell.Add(measure, Milliseconds(value));
        }
    }

    private BucketBuilder At(DateTimeOffset instant)
    {
        var key = CellKey.Of(instant, ownership, clock, options);
        if (!_cells.TryGetValue(key, out var cell))
        {
            _cells.Add(key, cell = new(options.ExactValues, options.SketchAccuracy));
        }

        return cell;
    }

    private static int One(bool holds) => holds ? 1 : 0;

    private static long Milliseconds(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMillisecond;
}

namespace Platform.TestKit.Scaffolding.Killing;

/// <summary>How long after its start a host takes on what another one has left.</summary>
internal sealed class ResumeWatch(ScaffolderClient scaffolder, IReadOnlyList<KilledScaffold> all)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <param name="advance">What the driver does meanwhile.</param>
    /// <returns>Null when nothing was in flight.</returns>
    public async Task<double?> MeasureAsync(Func<Task> advance, CancellationToken cancellationToken)
    {
        var ready = TimeProvider.System.GetUtcNow();
        var left = all.Where(scaffold => scaffold is { Task: not null, End: null }).ToList();
        while (left.Exists(scaffold => scaffold.End is null) && TimeProvider.System.GetUtcNow() - ready < Patience)
        {
            await advance();
            var moved = new List<DateTimeOffset>();
            foreach (var scaffold in left)
            {
                var events = await scaffolder.ReadEventsAsync(scaffold.Task!, after: 0, cancellationToken);
                moved.AddRange(events.Select(entry => entry.CreatedAt).Where(at => at > ready));
            }

            if (moved.Count > 0)
            {
                return (moved.Min() - ready).TotalSeconds;
            }
        }

        // What had ended unseen before the host died moves no more.
        return left.Exists(scaffold => scaffold.End is null) ? Patience.TotalSeconds : null;
    }
}

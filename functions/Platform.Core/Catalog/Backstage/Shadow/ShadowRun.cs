using Platform.Core.ChatOps.Messages;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Backstage.Shadow;

/// <param name="Name">Its address.</param>
/// <param name="Catalog">Null when no Backstage runs beside the platform.</param>
public sealed record ShadowedBackstage(string Name, IBackstageCatalog? Catalog);

/// <summary>
/// Compares the catalog with that of a Backstage beside it, keeps what came of it, and tells people when that is something else
/// than the last time. A run that breaks off changes nothing but that it is known.
/// </summary>
public sealed class ShadowRun(
    ShadowedBackstage backstage, ShadowComparison comparison, IShadowStates states, INotifier notifier, TimeProvider clock)
{
    public const string TooLong = "shadow-too-long";

    private const int Remembered = 60;

    // The timer may be late, and yesterday's run may have been.
    private static readonly TimeSpan Yesterday = TimeSpan.FromHours(20);

    public bool IsOn => backstage.Catalog is not null;

    /// <returns>Null when nothing was ever compared.</returns>
    public async Task<ShadowState?> FindAsync(CancellationToken cancellationToken) =>
        (await states.FindAsync(backstage.Name, cancellationToken)).State;

    /// <summary>Only when <see cref="IsOn"/>.</summary>
    /// <param name="limit">Longer it may not take.</param>
    public async Task<ShadowState> RunAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        var at = clock.GetUtcNow();
        var report = await CompareAsync(at, limit, cancellationToken);
        var (known, version) = await states.FindAsync(backstage.Name, cancellationToken);
        var before = known ?? new ShadowState(backstage.Name);
        var after = report.IsOk
            ? Next(before, report.Value)
            : before with { Failure = new(before.Failure?.At ?? at, report.Problems[0]) };
        // Told before it is kept: whoever dies in between tells it again, and the same is delivered once.
        if (ShadowNews.Of(before, after) is { } news)
        {
            await notifier.NotifyAsync(news, cancellationToken);
        }

        // Whoever was quicker has compared the same two catalogs a moment ago.
        await states.SaveAsync(after, version, cancellationToken);
        return after;
    }

    private async Task<Result<ShadowReport>> CompareAsync(
        DateTimeOffset at, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        try
        {
            return await comparison.RunAsync(backstage.Catalog!, at, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Problem(
                TooLong, $"Backstage could not be read within {limit.TotalSeconds:0} s; the daily run has more time.");
        }
    }

    private static ShadowState Next(ShadowState before, ShadowReport report)
    {
        var old = before.History.LastOrDefault(point => point.At <= report.At - Yesterday)
            ?? (before.History.Count > 0 ? before.History[0] : null);
        return before with
        {
            Report = report with { Trend = old is null ? null : ShadowTrend.Of(old, report.Counts) },
            Failure = null,
            History = [.. before.History.TakeLast(Remembered - 1), new(report.At, report.Counts)],
        };
    }
}

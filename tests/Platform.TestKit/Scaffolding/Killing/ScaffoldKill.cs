using System.Diagnostics;
using Azure.Data.Tables;
using Platform.TestKit.Hosting;
using Platform.TestKit.Scaffolding.Chaos;

namespace Platform.TestKit.Scaffolding.Killing;

/// <param name="Violations">Whatever was lost, doubled, stuck or out of order; empty when all is well.</param>
public sealed record ScaffoldKillResult(
    int Kills, int KillsAtStart, int Scaffolds, double MedianStartSeconds, double Seconds, IReadOnlyList<string> Violations);

/// <summary>
/// SIGKILLs the host at random moments while scaffolds are in flight, starts it again each time, and judges every scaffold at
/// the end by what the forge, the catalog and the event log then say. Requests whose answer was lost are repeated under their
/// key.
/// </summary>
public sealed class ScaffoldKill(HostProcess host, ForgeApi forge, IReadOnlyList<string> templates, int inFlight, Random random)
{
    private static readonly TimeSpan LongestEnd = TimeSpan.FromMinutes(5);
    private const double ChaosRate = 0.1;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly List<KilledScaffold> _all = [];
    private readonly List<double> _starts = [];
    private readonly ScaffolderClient _scaffolder = new(host.Client);
    private int _killsAtStart;

    /// <value>Set for a forge that fails, too: the seed of its chaos.</value>
    public int? ChaosSeed { get; init; }

    public async Task<ScaffoldKillResult> RunAsync(int kills, Action<string> say, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        host.Kill();
        if (ChaosSeed is { } seed)
        {
            await forge.PostAsync("_forge/chaos", ScaffoldChaos.PlanOf(host.Organization, seed, ChaosRate), cancellationToken);
        }

        for (var kill = 1; kill <= kills; kill++)
        {
            await LiveAndDieAsync(cancellationToken);
            if (kill % 10 == 0)
            {
                var ended = _all.Count(scaffold => scaffold.End is not null);
                say($"  {kill} kills, {ended} of {_all.Count} scaffolds ended, {watch.Elapsed.TotalSeconds:0} s");
            }
        }

        host.Launch();
        await host.WaitUntilReadyAsync(cancellationToken);
        await AdvanceAsync(LongestEnd, refill: false, cancellationToken);
        await forge.DeleteAsync($"_forge/chaos?org={host.Organization}", cancellationToken);
        var (violations, mayFail) = (new List<string>(), ChaosSeed is not null);
        foreach (var scaffold in _all)
        {
            violations.AddRange(await scaffold.JudgeAsync(_scaffolder, host.Client, forge, mayFail, cancellationToken));
        }

        violations.AddRange(mayFail ? [] : await DoublesAsync(cancellationToken));
        return new(kills, _killsAtStart, _all.Count, Median(), watch.Elapsed.TotalSeconds, violations);
    }

    // One in five dies while it starts or recovers, the others within some seconds of work, about as long as a scaffold takes.
    private async Task LiveAndDieAsync(CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        host.Launch();
        if (_starts.Count > 0 && random.Next(5) == 0)
        {
            await Task.Delay(TimeSpan.FromSeconds(random.NextDouble() * Median()), cancellationToken);
            _killsAtStart++;
        }
        else
        {
            await host.WaitUntilReadyAsync(cancellationToken);
            _starts.Add(watch.Elapsed.TotalSeconds);
            var life = TimeSpan.FromSeconds(random.NextDouble() * 1.5 * Math.Max(1, Median()));
            await AdvanceAsync(life, refill: true, cancellationToken);
        }

        host.Kill();
    }

    private async Task AdvanceAsync(TimeSpan atMost, bool refill, CancellationToken cancellationToken)
    {
        using var moment = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        moment.CancelAfter(atMost);
        while (!moment.IsCancellationRequested)
        {
            var active = _all.Where(scaffold => scaffold.End is null).ToList();
            if (refill && active.Count < inFlight)
            {
                var added = new KilledScaffold(
                    templates[_all.Count % templates.Count], $"killed-{_all.Count:D4}", host.Organization);
                _all.Add(added);
                active.Add(added);
            }

            if (active.Count == 0)
            {
                return;
            }

            await Task.WhenAll(active.Select(scaffold => scaffold.AdvanceAsync(_scaffolder, moment.Token)));
            await Task.WhenAny(Task.Delay(Pause, moment.Token));
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task<IReadOnlyList<string>> DoublesAsync(CancellationToken cancellationToken)
    {
        var repositories = 0;
        for (var page = 1; repositories == 100 * (page - 1); page++)
        {
            var found = await forge.FindAsync($"orgs/{host.Organization}/repos?per_page=100&page={page}", cancellationToken);
            repositories += found!.AsArray().Count;
        }

        var entities = await host.Storage.Tables.GetTableClient("catalog")
            .QueryAsync<TableEntity>(
                "RowKey ge 'entity|' and RowKey lt 'entity}'", select: ["RowKey"], cancellationToken: cancellationToken)
            .CountAsync(cancellationToken);
        return
        [
            .. repositories == _all.Count ? Array.Empty<string>() : [$"{repositories} repositories for {_all.Count} scaffolds"],
            .. entities == _all.Count ? Array.Empty<string>() : [$"{entities} entities for {_all.Count} scaffolds"],
        ];
    }

    private double Median() => _starts.Count == 0 ? 1 : _starts.Order().ElementAt(_starts.Count / 2);
}

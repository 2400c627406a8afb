using System.Diagnostics;
using Azure.Data.Tables;
using Platform.TestKit.Hosting;
using Platform.TestKit.Scaffolding.Chaos;

namespace Platform.TestKit.Scaffolding.Killing;

/// <param name="ResumeSeconds">From a host's readiness to the first progress of a scaffold that was in flight, in
/// order.</param>
/// <param name="Violations">Whatever was lost, doubled, stuck or out of order; empty when all is well.</param>
public sealed record ScaffoldKillResult(
    int Kills, int KillsAtStart, int Scaffolds, double MedianStartSeconds, double Seconds, IReadOnlyList<double> ResumeSeconds,
    IReadOnlyList<string> Violations);

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
    private readonly List<double> _resumes = [];
    private readonly ScaffolderClient _scaffolder = new(host.Client);
    private ScaffolderClient _approver = new(host.Client);
    private int _killsAtStart;

    /// <value>Set for a forge that fails, too: the seed of its chaos.</value>
    public int? ChaosSeed { get; init; }

    public async Task<ScaffoldKillResult> RunAsync(int kills, Action<string> say, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        using var approver = await host.ClientAsync(KilledTemplate.Approvers, "approver", cancellationToken);
        _approver = new(approver);
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
        return new(kills, _killsAtStart, _all.Count, Median(), watch.Elapsed.TotalSeconds, [.. _resumes.Order()], violations);
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
            if (random.Next(2) == 0)
            {
                // These live at least until something has moved on, so that slow returns are not cut off.
                var resumes = await new ResumeWatch(_scaffolder, _all).MeasureAsync(
                    () => StepAsync(refill: false, cancellationToken), cancellationToken);
                _resumes.AddRange(resumes is { } seconds ? [seconds] : []);
            }

            var life = TimeSpan.FromSeconds(random.NextDouble() * 1.5 * Math.Max(1, Median()));
            await AdvanceAsync(life, refill: true, cancellationToken);
        }

        host.Kill();
    }

    private async Task AdvanceAsync(TimeSpan atMost, bool refill, CancellationToken cancellationToken)
    {
        using var moment = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        moment.CancelAfter(atMost);
        while (!moment.IsCancellationRequested && await StepAsync(refill, moment.Token))
        {
            await Task.WhenAny(Task.Delay(Pause, moment.Token));
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <returns>Whether anything is in flight.</returns>
    private async Task<bool> StepAsync(bool refill, CancellationToken cancellationToken)
    {
        var active = _all.Where(scaffold => scaffold.End is null).ToList();
        if (refill && active.Count < inFlight)
        {
            var template = KilledTemplate.Of(templates[_all.Count % templates.Count]);
            var added = new KilledScaffold(template, $"killed-{_all.Count:D4}", host.Organization);
            _all.Add(added);
            active.Add(added);
        }

        await Task.WhenAll(active.Select(scaffold => scaffold.AdvanceAsync(_scaffolder, _approver, cancellationToken)));
        return active.Count > 0;
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
                "RowKey ge 'entity|' and RowKey lt 'entity}'", select: ["RowKey", "Removed"],
                cancellationToken: cancellationToken)
            .CountAsync(row => row.GetBoolean("Removed") != true, cancellationToken);
        var standing = _all.Where(scaffold => !scaffold.Template.Fails).ToList();
        var wanted = standing.Sum(scaffold => scaffold.Template.Repositories.Count);
        return
        [
            .. repositories == wanted ? Array.Empty<string>() : [$"{repositories} repositories instead of {wanted}"],
            .. entities == standing.Count ? Array.Empty<string>() : [$"{entities} entities instead of {standing.Count}"],
        ];
    }

    private double Median() => _starts.Count == 0 ? 1 : _starts.Order().ElementAt(_starts.Count / 2);
}

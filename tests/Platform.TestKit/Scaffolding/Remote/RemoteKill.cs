using System.Diagnostics;
using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Actions.Http;
using Platform.Core.Scaffolding.Tasks;
using Platform.TestKit.Hosting;

namespace Platform.TestKit.Scaffolding.Remote;

/// <param name="Violations">Whatever was lost, doubled or stuck; empty when all is well.</param>
public sealed record RemoteKillResult(int Kills, int Tasks, int Effects, double Seconds, IReadOnlyList<string> Violations);

/// <summary>
/// SIGKILLs host and services at random moments, together or alone, while tasks have services carry out two steps;
/// then judges every task and every effect: one for each key, and it is the one that the task tells of.
/// </summary>
/// <param name="template">Two steps, <c>quick</c> and <c>slow</c>, whose desks are its output.</param>
public sealed class RemoteKill(
    HostProcess host, IReadOnlyList<NodeAction> services, string template, int inFlight, Random random)
{
    private static readonly TimeSpan LongestEnd = TimeSpan.FromMinutes(5);

    private readonly List<string> _keys = [];
    private readonly ScaffolderClient _scaffolder = new(host.Client);

    public async Task<RemoteKillResult> RunAsync(int kills, Action<string> say, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        for (var kill = 1; kill <= kills; kill++)
        {
            await LiveAsync(TimeSpan.FromSeconds(0.2 + (random.NextDouble() * 3)), cancellationToken);
            await DieAsync(random.Next(3 + services.Count), cancellationToken);
            if (kill % 10 == 0)
            {
                say($"  {kill} kills, {_keys.Count} tasks, {watch.Elapsed.TotalSeconds:0} s");
            }
        }

        var violations = new List<string>();
        var seen = 0;
        foreach (var key in _keys)
        {
            var (problem, effects) = await JudgeAsync(key, watch, cancellationToken);
            violations.AddRange(problem);
            seen += effects;
        }

        var made = services.Sum(service => service.Effects.Count);
        if (made != seen)
        {
            violations.Add($"{made} effects were made, and the tasks tell of {seen}.");
        }

        return new(kills, _keys.Count, made, watch.Elapsed.TotalSeconds, violations);
    }

    private async Task LiveAsync(TimeSpan life, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < life)
        {
            for (var i = 0; i < inFlight && watch.Elapsed < life; i++)
            {
                var key = $"remote-{_keys.Count}";
                _keys.Add(key);
                await CreateAsync(key, cancellationToken);
            }

            await Task.Delay(TimeSpan.FromSeconds(random.NextDouble()), cancellationToken);
        }
    }

    // Host, services, or all at once; whoever died is started again at once.
    private async Task DieAsync(int who, CancellationToken cancellationToken)
    {
        var dying = who < services.Count ? [services[who]] : who == services.Count ? services : [];
        foreach (var service in dying)
        {
            service.Kill();
        }

        if (who >= services.Count)
        {
            host.Kill();
            host.Launch();
        }

        foreach (var service in dying)
        {
            service.Launch();
        }

        if (who >= services.Count)
        {
            await host.WaitUntilReadyAsync(cancellationToken);
        }
    }

    private Task<TaskId> CreateAsync(string key, CancellationToken cancellationToken) =>
        _scaffolder.CreateAsync(template, new JsonObject { ["floor"] = 3 }, cancellationToken, idempotencyKey: key);

    private async Task<(IReadOnlyList<string> Violations, int Effects)> JudgeAsync(
        string key, Stopwatch watch, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(LongestEnd);
        var id = await CreateAsync(key, patience.Token);
        var events = await _scaffolder.FollowAsync(id, patience.Token);
        var end = events[^1];
        if (end.Body.Status != StepStatus.Completed)
        {
            return ([$"{id} ended after {watch.Elapsed}: {end.Body.Message}"], 0);
        }

        var (violations, effects) = (new List<string>(), 0);
        foreach (var step in new[] { "quick", "slow" })
        {
            var effectKey = IdempotencyKeys.For(id, KeyOf(step));
            var made = services.Select(service => service.Effects.GetValueOrDefault(effectKey)).OfType<JsonObject>().ToList();
            effects += made.Count;
            if (made is not [var effect] || (string?)effect["desk"] != (string?)end.Body.Output![step])
            {
                violations.Add($"{id}: step {step} made {made.Count} effects, and the task tells of {end.Body.Output![step]}.");
            }

            violations.AddRange(events.Count(entry => entry.Body.StepId == step && entry.Body.Status == StepStatus.Completed) == 1
                ? [] : [$"{id}: step {step} did not end once."]);
        }

        return (violations, effects);
    }

    /// <summary>As the platform names the one run of a step.</summary>
    private static string KeyOf(string step) => IdempotencyKeys.Of(new(step, step, 0, 1, null, true, default));
}

using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Tasks;
using Platform.TestKit.Forge;

namespace Platform.TestKit.Scaffolding.Chaos;

/// <param name="Faults">Requests and deliveries that met a fault.</param>
/// <param name="Violations">Whatever is half made, doubled or untold; empty when all is well.</param>
public sealed record ScaffoldChaosResult(
    int Scaffolds, int Completed, int Failed, int Requests, int Faults, IReadOnlyList<string> Violations);

/// <summary>
/// Scaffolds one of each template at once, in an organisation whose requests and webhooks meet faults that a seed draws, and
/// judges each at its end.
/// </summary>
public sealed class ScaffoldChaos(HttpClient platform, ForgeApi forge, IReadOnlyList<string> templates)
{
    private readonly ScaffolderClient _scaffolder = new(platform);
    private readonly ScaffoldJudge _judge = new(platform, forge);

    public async Task<ScaffoldChaosResult> RunAsync(int seed, double rate, CancellationToken cancellationToken)
    {
        var organization = await forge.NewOrganizationAsync(cancellationToken);
        await forge.PostAsync("_forge/chaos", PlanOf(organization, seed, rate), cancellationToken);
        var runs = await Task.WhenAll(templates.Select(async template =>
        {
            var name = $"chaos-{template}-{organization[4..]}";
            return (Template: template, Name: name, Events: await FollowAsync(template, name, organization, cancellationToken));
        }));
        var chaos = (await forge.FindAsync($"_forge/chaos?org={organization}", cancellationToken))!.AsArray()[0]!;
        await forge.DeleteAsync($"_forge/chaos?org={organization}", cancellationToken);
        var violations = new List<string>();
        foreach (var (template, name, events) in runs)
        {
            var found = await _judge.JudgeAsync(organization, name, events, cancellationToken);
            violations.AddRange(found.Select(violation => $"seed {seed}, {template}: {violation}; {events[^1].Body.Message}"));
        }

        var completed = runs.Count(run => run.Events[^1].Body.Status == StepStatus.Completed);
        return new(
            runs.Length, completed, runs.Length - completed,
            (int)chaos["requests"]!, (int)chaos["faulted"]!, violations);
    }

    /// <summary>Every fault that passes, lagging replicas and unreliable webhooks.</summary>
    public static JsonObject PlanOf(string organization, int seed, double rate) => new()
    {
        ["org"] = organization,
        ["seed"] = seed,
        ["rate"] = rate,
        ["faults"] = new JsonArray(
            [.. ForgeFault.Passing.Append(new("stale")).Concat(ForgeFault.OfWebhooks).Select(fault => fault.Entry())]),
    };

    private async Task<IReadOnlyList<TaskEvent>> FollowAsync(
        string template, string name, string organization, CancellationToken cancellationToken)
    {
        var values = new JsonObject { ["name"] = name, ["organization"] = organization };
        var task = await _scaffolder.CreateAsync(template, values, cancellationToken);
        return await _scaffolder.FollowAsync(task, cancellationToken);
    }
}

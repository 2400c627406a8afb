using System.Net;
using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Tasks;
using Platform.TestKit.Scaffolding.Chaos;

namespace Platform.TestKit.Scaffolding.Killing;

/// <summary>
/// The driver's view of one scaffold whose host keeps dying: asked for until answered, watched until ended, then judged.
/// </summary>
internal sealed class KilledScaffold(string template, string name, string organization)
{
    private static readonly string[] Ended = ["completed", "failed", "cancelled"];

    private readonly string _key = $"{name}-once";

    public string Name => name;

    public TaskId? Task { get; private set; }

    public string? End { get; private set; }

    /// <summary>One step forward, with whatever host there is; a lost answer is asked for again under the same key.</summary>
    public async Task AdvanceAsync(ScaffolderClient scaffolder, CancellationToken cancellationToken)
    {
        try
        {
            if (Task is null)
            {
                var values = new JsonObject { ["name"] = name, ["organization"] = organization };
                Task = await scaffolder.CreateAsync(template, values, cancellationToken, _key);
            }
            else if (End is null)
            {
                var status = (await scaffolder.GetAsync(Task, cancellationToken))["status"]!.GetValue<string>();
                End = Ended.Contains(status) ? status : null;
            }
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException
            || (lost is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            // The host died with the answer.
        }
    }

    /// <summary>Everything that is wrong with what became of it.</summary>
    /// <param name="mayFail">The forge failed too: a scaffold may have failed, if it says why and leaves nothing.</param>
    public async Task<IReadOnlyList<string>> JudgeAsync(
        ScaffolderClient scaffolder, HttpClient platform, ForgeApi forge, bool mayFail, CancellationToken cancellationToken)
    {
        if (Task is null || End is null)
        {
            return [$"{name}: {(Task is null ? "never accepted" : $"task {Task} never ended")}"];
        }

        var events = await scaffolder.FollowAsync(Task, cancellationToken);
        if (mayFail)
        {
            var found = await new ScaffoldJudge(platform, forge).JudgeAsync(organization, name, events, cancellationToken);
            return [.. found.Select(violation => $"{name} ({Task}): {violation}")];
        }

        List<string> violations = [.. EventRules.Broken(events, template == "plain" ? 3 : 4)];
        violations.AddRange(End == "completed" ? [] : [$"ended as {End}: {events[^1].Body.Message}"]);
        violations.AddRange(await ForgeViolationsAsync(events, forge, cancellationToken));
        using var entity = await platform.GetAsync($"catalog/entities/by-name/component/default/{name}", cancellationToken);
        violations.AddRange(entity.StatusCode == HttpStatusCode.OK ? [] : [$"its entity answers {(int)entity.StatusCode}"]);
        return [.. violations.Select(violation => $"{name} ({Task}): {violation}")];
    }

    private async Task<IReadOnlyList<string>> ForgeViolationsAsync(
        IReadOnlyList<TaskEvent> events, ForgeApi forge, CancellationToken cancellationToken)
    {
        var repository = $"repos/{organization}/{name}";
        var commits = (await forge.FindAsync($"{repository}/commits", cancellationToken))?.AsArray();
        if (commits is null)
        {
            return ["its repository is not there"];
        }

        var reported = events.Select(entry => entry.Body.Output?["commitHash"]?.GetValue<string>())
            .FirstOrDefault(sha => sha is not null);
        var hooks = (await forge.FindAsync($"{repository}/hooks", cancellationToken))!.AsArray();
        List<string> violations = [];
        violations.AddRange(commits.Count == 1 ? [] : [$"{commits.Count} commits"]);
        violations.AddRange(commits[0]?["sha"]?.GetValue<string>() == reported ? [] : [$"its head is not the commit {reported}"]);
        violations.AddRange(hooks.Count == 1 ? [] : [$"{hooks.Count} hooks"]);
        return violations;
    }
}

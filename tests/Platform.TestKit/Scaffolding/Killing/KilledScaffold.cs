using System.Net;
using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Tasks;
using Platform.TestKit.Scaffolding.Chaos;

namespace Platform.TestKit.Scaffolding.Killing;

/// <summary>
/// The driver's view of one scaffold whose host keeps dying: asked for until answered, watched until ended, then judged.
/// </summary>
internal sealed class KilledScaffold(KilledTemplate template, string name, string organization)
{
    private static readonly string[] Ended = ["completed", "failed", "cancelled"];

    private readonly string _key = $"{name}-once";

    public string Name => name;

    public TaskId? Task { get; private set; }

    public string? End { get; private set; }

    public KilledTemplate Template => template;

    /// <summary>One step forward, with whatever host there is; a lost answer is asked for again under the same key.</summary>
    /// <param name="approver">Says yes to whatever the task asks.</param>
    public async Task AdvanceAsync(
        ScaffolderClient scaffolder, ScaffolderClient approver, CancellationToken cancellationToken)
    {
        try
        {
            if (Task is null)
            {
                var values = new JsonObject { ["name"] = name, ["organization"] = organization };
                Task = await scaffolder.CreateAsync(template.Name, values, cancellationToken, _key);
            }
            else if (End is null)
            {
                var status = (await scaffolder.GetAsync(Task, cancellationToken))["status"]!.GetValue<string>();
                End = Ended.Contains(status) ? status : null;
                if (End is null && template.IsParallel)
                {
                    await approver.ApproveAllAsync(Task, cancellationToken);
                }
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

        List<string> violations = [.. EventRules.Broken(events, template)];
        violations.AddRange(
            End == (template.Fails ? "failed" : "completed") ? [] : [$"ended as {End}: {events[^1].Body.Message}"]);
        foreach (var ending in template.Repositories)
        {
            var repository = $"repos/{organization}/{name}{ending}";
            violations.AddRange(await ForgeViolationsAsync(repository, events, forge, cancellationToken));
        }

        using var entity = await platform.GetAsync($"catalog/entities/by-name/component/default/{name}", cancellationToken);
        violations.AddRange(entity.StatusCode == (template.Fails ? HttpStatusCode.NotFound : HttpStatusCode.OK)
            ? []
            : [$"its entity answers {(int)entity.StatusCode}"]);
        return [.. violations.Select(violation => $"{name} ({Task}): {violation}")];
    }

    private async Task<IReadOnlyList<string>> ForgeViolationsAsync(
        string repository, IReadOnlyList<TaskEvent> events, ForgeApi forge, CancellationToken cancellationToken)
    {
        if (template.Fails)
        {
            return await forge.FindAsync(repository, cancellationToken) is null ? [] : [$"{repository} was left behind"];
        }

        var commits = (await forge.FindAsync($"{repository}/commits", cancellationToken))?.AsArray();
        if (commits is null)
        {
            return [$"{repository} is not there"];
        }

        var reported = events.Select(entry => entry.Body.Output?["commitHash"]?.GetValue<string>()).ToList();
        var hooks = (await forge.FindAsync($"{repository}/hooks", cancellationToken))!.AsArray();
        List<string> violations = [];
        violations.AddRange(commits.Count == 1 ? [] : [$"{commits.Count} commits"]);
        violations.AddRange(reported.Contains(commits[0]!["sha"]!.GetValue<string>())
            ? []
            : [$"the head of {repository} is no commit of its task"]);
        violations.AddRange(hooks.Count == 1 ? [] : [$"{hooks.Count} hooks"]);
        return violations;
    }
}

using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.TestKit.Scaffolding.Chaos;

/// <summary>
/// Judges an ended scaffold by what forge and catalog then say: all of it is there, once, or none of it and the reason is told.
/// </summary>
public sealed class ScaffoldJudge(HttpClient platform, ForgeApi forge)
{
    /// <returns>Everything that is wrong.</returns>
    public async Task<IReadOnlyList<string>> JudgeAsync(
        string organization, string name, IReadOnlyList<TaskEvent> events, CancellationToken cancellationToken)
    {
        var repository = await forge.FindAsync($"repos/{organization}/{name}", cancellationToken);
        using var entity = await platform.GetAsync($"catalog/entities/by-name/component/default/{name}", cancellationToken);
        return events[^1].Body.Status != StepStatus.Completed
            ? [.. Remains(repository, entity.IsSuccessStatusCode, events)]
            : repository is null
                ? ["completed, and its repository is not there"]
                :
                [
                    .. entity.IsSuccessStatusCode ? Array.Empty<string>() : [$"its entity answers {(int)entity.StatusCode}"],
                    .. await DoublesAsync($"repos/{organization}/{name}", cancellationToken),
                    .. Unfinished(repository),
                ];
    }

    private static IEnumerable<string> Remains(JsonNode? repository, bool hasEntity, IReadOnlyList<TaskEvent> events)
    {
        if (events[^1].Body.Error is not { Problems.Count: > 0 })
        {
            yield return "failed without a reason";
        }

        if (hasEntity)
        {
            yield return "failed, and its entity is in the catalog";
        }

        var told = events.Any(entry => entry.Body.Message.Contains("by hand", StringComparison.Ordinal));
        if (repository is not null && !(told && repository["archived"]!.GetValue<bool>()))
        {
            yield return "failed, and its repository is there, untold or not archived";
        }
    }

    private static IEnumerable<string> Unfinished(JsonNode repository)
    {
        if (repository["description"]?.GetValue<string>() != "A service")
        {
            yield return $"its description is '{repository["description"]}'";
        }

        // Only the template that asks for everything has another branch.
        string[] topics = repository["default_branch"]!.GetValue<string>() == "trunk" ? ["golden-path", "service"] : [];
        if (!repository["topics"]!.AsArray().Select(topic => topic!.GetValue<string>()).Order().SequenceEqual(topics))
        {
            yield return $"its topics are {repository["topics"]!.ToJsonString()}";
        }
    }

    private async Task<IReadOnlyList<string>> DoublesAsync(string repository, CancellationToken cancellationToken)
    {
        List<string> violations = [];
        foreach (var listing in new[] { "commits", "hooks", "branches" })
        {
            var count = (await forge.FindAsync($"{repository}/{listing}", cancellationToken))?.AsArray().Count ?? 0;
            violations.AddRange(count == 1 ? [] : [$"{count} {listing}"]);
        }

        return violations;
    }
}

using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Platform.Core.Metrics.Replay;
using Platform.Core.Metrics.Senders;
using Platform.Core.Metrics.Senders.Writing;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Files;

/// <summary>A deployment of a table: by its id, environment and component one with that of any sender.</summary>
internal static class CsvDeployment
{
    private const string Source = "/files/deployments";

    private static readonly FrozenDictionary<string, string> Fields = new Dictionary<string, string>
    {
        ["source"] = CsvFields.Source,
        ["data.subject.content.environment.id"] = CsvFields.Environment,
        ["data.subject.content.artifactId"] = CsvFields.ArtifactId,
        ["data.customData.component"] = CsvFields.Component,
        ["data.customData.pipelineRunId"] = CsvFields.Id,
        ["data.customData.attempt"] = CsvFields.Attempt,
        ["data.customData.version"] = CsvFields.Version,
        ["data.customData.team"] = CsvFields.Team,
        ["data.customData.system"] = CsvFields.System,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> Results = new Dictionary<string, string>
    {
        ["success"] = ToldDeployment.Success,
        ["succeeded"] = ToldDeployment.Success,
        ["successful"] = ToldDeployment.Success,
        ["done"] = ToldDeployment.Success,
        ["failure"] = ToldDeployment.Failure,
        ["failed"] = ToldDeployment.Failure,
        ["error"] = ToldDeployment.Failure,
        ["abort"] = ToldDeployment.Cancelled,
        ["cancelled"] = ToldDeployment.Cancelled,
        ["canceled"] = ToldDeployment.Cancelled,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<FiledEvent> Events(CsvFact fact)
    {
        var at = fact.Instant(CsvFields.FinishedAt, required: true);
        var started = fact.Instant(CsvFields.StartedAt, required: false);
        var component = fact.Text(CsvFields.Component) ?? fact.Options.Component;
        fact.Add(component is null, FieldChecks.Missing, CsvFields.Component, null, "a component's reference, or --component");
        var result = Results.GetValueOrDefault(fact.Text(CsvFields.Result) ?? ToldDeployment.Success);
        fact.Add(
            result is null, FieldChecks.WrongFormat, CsvFields.Result, fact.Text(CsvFields.Result),
            string.Join(", ", Results.Keys));
        var attempt = fact.Text(CsvFields.Attempt);
        var number = int.TryParse(attempt, out var parsed) ? parsed : 1;
        fact.Add(attempt is not null && parsed < 1, FieldChecks.WrongFormat, CsvFields.Attempt, attempt, "1 or more");
        var sets = fact.EachRow.Select(SetOf).OfType<JsonObject>().ToList();
        yield return fact.Filed(at is null || component is null ? null : Event(), Fields);

        CdEvent Event()
        {
            var environment = EnvironmentOf(fact.Text(CsvFields.Environment))
                ?? fact.Options.Environment ?? Attributing.DefaultEnvironment;
            var run = fact.Text(CsvFields.Id);
            var commits = string.Join(' ', sets.Select(set => set.ToJsonString()));
            var said = ContentHash.Of($"{result} {at:O} {started:O} {commits}")[..16];
            return new(
                fact.Text(CsvFields.Source) ?? fact.Options.Source ?? Source,
                NaturalKey.Of(Attributing.Ref(component), "file", run ?? string.Empty, environment, $"{number}", said),
                "service.deployed", at!.Value, Attributing.Ref(component)?.Canonical ?? "/unknown")
            {
                Content = new()
                {
                    ["environment"] = new JsonObject { ["id"] = environment },
                    ["artifactId"] = fact.Text(CsvFields.ArtifactId),
                },
                Custom = new()
                {
                    ["component"] = component,
                    ["result"] = result,
                    ["pipelineRunId"] = run,
                    ["attempt"] = number,
                    ["startedAt"] = started is { } began ? CdEvent.Text(began) : null,
                    ["version"] = fact.Text(CsvFields.Version),
                    ["team"] = fact.Text(CsvFields.Team),
                    ["system"] = fact.Text(CsvFields.System),
                    ["changeSets"] = sets.Count > 0 ? new JsonArray([.. sets]) : null,
                },
            };
        }

        // DevLake has four, in capitals; other names are as their systems know them.
        static string? EnvironmentOf(string? text) =>
            text is "PRODUCTION" or "STAGING" or "TESTING" or "DEVELOPMENT" ? text.ToLowerInvariant() : text;

        JsonObject? SetOf(CsvFact row)
        {
            var (commit, before) = (Sha(row, CsvFields.CommitSha), Sha(row, CsvFields.PreviousCommitSha));
            var set = new JsonObject { ["commitSha"] = commit };
            if (row.Text(CsvFields.RepoUrl) is { } repository)
            {
                set["repoUrl"] = repository;
            }

            if (before is not null)
            {
                set["previousCommitSha"] = before;
            }

            return commit is null ? null : set;
        }

        string? Sha(CsvFact row, string field)
        {
            var text = row.Text(field);
            var sha = new JsonObject { ["sha"] = text }.Sha("sha");
            fact.Add(text is not null && sha is null, FieldChecks.WrongFormat, field, text, "7 to 64 hex digits of a commit");
            return sha;
        }
    }
}

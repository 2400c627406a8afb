using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Platform.Core.Metrics.Replay;
using Platform.Core.Metrics.Senders;
using Platform.Core.Metrics.Senders.Writing;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Files;

/// <summary>An incident of a table: one with that of a sender, if the source is the sender's and the id its id.</summary>
internal static class CsvIncident
{
    private const string Source = "/files/incidents";

    private static readonly FrozenDictionary<string, string> Fields = new Dictionary<string, string>
    {
        ["source"] = CsvFields.Source,
        ["subject"] = CsvFields.Id,
        ["data.subject.id"] = CsvFields.Id,
        ["data.subject.content.environment.id"] = CsvFields.Environment,
        ["data.customData.component"] = CsvFields.Component,
        ["data.customData.causeCommitSha"] = CsvFields.CommitSha,
        ["data.customData.causePipelineRunId"] = CsvFields.RunId,
        ["data.customData.team"] = CsvFields.Team,
    }.ToFrozenDictionary();

    public static IEnumerable<FiledEvent> Events(CsvFact fact)
    {
        var id = fact.Text(CsvFields.Id);
        fact.Add(id is null, FieldChecks.Missing, CsvFields.Id, null, "the incident's id");
        var detected = fact.Instant(CsvFields.DetectedAt, required: true);
        var resolved = fact.Instant(CsvFields.ResolvedAt, required: false);
        fact.Add(
            resolved < detected, FieldChecks.WrongFormat, CsvFields.ResolvedAt, fact.Text(CsvFields.ResolvedAt),
            "an end after the beginning");
        var related = fact.Text(CsvFields.ChangeRelated)?.ToLowerInvariant();
        fact.Add(
            related is not (null or "true" or "false"), FieldChecks.WrongFormat, CsvFields.ChangeRelated, related,
            "true or false");
        var usable = id is not null && detected is not null;
        var first = fact.Filed(usable ? Event("incident.detected", "detected", detected!.Value) : null, Fields);
        yield return first;
        if (first.Event.IsOk && resolved is { } ended)
        {
            yield return fact.Filed(Event("incident.resolved", "resolved", ended), Fields);
        }

        CdEvent Event(string name, string what, DateTimeOffset at)
        {
            var component = fact.Text(CsvFields.Component) ?? fact.Options.Component;
            var environment = fact.Text(CsvFields.Environment) ?? fact.Options.Environment ?? Attributing.DefaultEnvironment;
            var (commit, run) = (fact.Text(CsvFields.CommitSha)?.ToLowerInvariant(), fact.Text(CsvFields.RunId));
            var said = ContentHash.Of($"{environment} {commit} {run} {related} {fact.Text(CsvFields.Team)}")[..16];
            return new(
                fact.Text(CsvFields.Source) ?? fact.Options.Source ?? Source,
                NaturalKey.Of(Attributing.Ref(component), "file", id!, what, CdEvent.Text(at), said), name, at, id!)
            {
                Content = new()
                {
                    ["environment"] = new JsonObject { ["id"] = environment },
                    ["description"] = fact.Text(CsvFields.Description),
                },
                Custom = new()
                {
                    ["component"] = component,
                    ["causeCommitSha"] = commit,
                    ["causePipelineRunId"] = run,
                    ["changeRelated"] = related is null ? null : related == "true",
                    ["team"] = fact.Text(CsvFields.Team),
                },
            };
        }
    }
}

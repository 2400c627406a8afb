using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Platform.Core.Access;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Feed;
using Platform.Core.Catalog.Index;
using Platform.Core.Catalog.Sources;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Kpis.Figures;
using Platform.Core.Metrics.Kpis.Noted;
using Platform.Core.Metrics.Rollups;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Metrics.Kpis.Census;

/// <summary>
/// Takes the day's census. It streams the catalog's rows, bucket by bucket, and never holds the index: 100,000 entities are some
/// 200 pages. May be repeated at any time and by several at once; the last one of a day stands.
/// </summary>
public sealed partial class CensusRun(
    ICatalogFeed catalog,
    IFreshness freshness,
    ISignsOfLife signs,
    IGoldenPaths paths,
    ITemplateLibrary templates,
    ICensusStore store,
    PlatformOptions options,
    DoraOptions metrics,
    TimeProvider clock,
    ILogger<CensusRun> logger)
{
    /// <summary>How far back the census before may be, from which is known what was there already.</summary>
    private const int LongestGap = 30;

    private readonly DayClock _days = new(metrics.TimeZone);

    public async Task<PlatformCensus> RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var today = _days.DayOf(now);
        var before = await store.LastAsync(today.AddDays(-LongestGap), today, cancellationToken);
        var (components, people) = await ReadAsync(cancellationToken);
        var known = before?.Components.ToDictionary(component => component.Ref.Canonical) ?? [];
        var subjects = components.ConvertAll(
            one => new PathSubject(one.Ref, one.Source, known.GetValueOrDefault(one.Ref.Canonical)));
        var judged = await paths.JudgeAsync(subjects, cancellationToken);
        var verified = new VerifiedTimes(await freshness.ListAsync(cancellationToken));
        var active = await ActiveAsync(now.AddDays(-options.ActiveDays), cancellationToken);
        var census = new PlatformCensus(
            today,
            now,
            [.. components.Select((one, place) => Of(one, subjects[place].Before, judged[place]))
                .OrderBy(one => one.Ref.Canonical, StringComparer.Ordinal)],
            [.. (await templates.ListAsync(cancellationToken)).Select(template => new CensusTemplate(
                template.Ref, template.State?.Verified?.Outcome, template.State?.Verified?.At))],
            people.SelectMany(person => person.Teams).GroupBy(team => team).ToDictionary(team => team.Key, team => team.Count()),
            people.Count);
        await store.SaveAsync(census, cancellationToken);
        Log.Taken(logger, census.Components.Count, census.Templates.Count, census.People);
        return census;

        CensusComponent Of(Found one, CensusComponent? last, PathJudgement path) => new(
            one.Ref, one.Team, one.System,
            active.Contains(one.Ref.Canonical) || active.Contains(one.Repository)
                || path.MadeOn > now.AddDays(-options.ActiveDays),
            one.Exempt, path.State, path.Template, path.Hash,
            last is not null ? last.FirstSeen
                : path.MadeOn is { } made ? _days.DayOf(made)
                : before is null ? null : today,
            verified.Of(one.Source, one.At),
            path.LookedAt);
    }

    // Components and repositories alike, the latter as owner/name.
    private async Task<HashSet<string>> ActiveAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var components = await signs.ListAsync(SignKind.Component, cancellationToken);
        var repositories = await signs.ListAsync(SignKind.Repository, cancellationToken);
        return
        [
            .. components.Where(sign => sign.LastAt >= since).Select(sign => sign.Name),
            .. repositories.Where(sign => sign.LastAt >= since).Select(sign => sign.Name.Split('/'))
                .Where(parts => parts.Length >= 2).Select(parts => $"{parts[^2]}/{parts[^1]}"),
        ];
    }

    private async Task<(List<Found> Components, List<(EntityRef Ref, IReadOnlyList<string> Teams)> People)> ReadAsync(
        CancellationToken cancellationToken)
    {
        var components = new List<Found>();
        var people = new List<(EntityRef, IReadOnlyList<string>)>();
        for (var bucket = 0; bucket < CatalogPosition.Buckets; bucket++)
        {
            await foreach (var row in catalog.ScanAsync(bucket, cancellationToken))
            {
                var isComponent = row.Canonical.StartsWith("component:", StringComparison.Ordinal);
                if (row.IsRemoved || !(isComponent || row.Canonical.StartsWith("user:", StringComparison.Ordinal))
                    || JsonNode.Parse(row.Body.Span) is not JsonObject body)
                {
                    continue;
                }

                if (!isComponent)
                {
                    var person = new CatalogEntity(EntityRef.Parse(row.Canonical), string.Empty, row.Etag, body, row.Source);
                    people.Add((person.Ref, [.. GroupMembership.GroupsOf(person)
                        .Select(group => TeamNames.Of(group.Canonical)).OfType<string>()]));
                }
                else if (Read(row, body) is { } found)
                {
                    components.Add(found);
                }
            }
        }

        return (components, people);
    }

    /// <returns>Null for a component that is retired: it is in no figure.</returns>
    private Found? Read(CatalogRow row, JsonObject body)
    {
        var (spec, annotations) = (body["spec"], body["metadata"]?["annotations"]);
        var lifecycle = TextOf(spec?["lifecycle"]);
        return lifecycle is not null && options.RetiredLifecycles.Contains(lifecycle, StringComparer.OrdinalIgnoreCase)
            ? null
            : new(
                EntityRef.Parse(row.Canonical),
                TeamNames.Of(TextOf(spec?["owner"])),
                TeamNames.Of(TextOf(spec?["system"])),
                TextOf(annotations?[options.ExemptAnnotation]) is { } reason
                    ? reason.Trim().Length == 0 ? "no reason given" : reason.Trim()
                    : null,
                row.Source,
                row.At);
    }

    private static string? TextOf(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private sealed record Found(
        EntityRef Ref, string? Team, string? System, string? Exempt, string Source, DateTimeOffset At)
    {
        /// <value>owner/name in lower case; empty for what comes from elsewhere.</value>
        public string Repository { get; } = Source.Split(':') is ["github", var name, ..]
            ? name.ToLower(CultureInfo.InvariantCulture)
            : string.Empty;
    }

    private static partial class Log
    {
        [LoggerMessage(
            1, LogLevel.Information, "Census: {Components} components, {Templates} templates, {People} people.")]
        public static partial void Taken(ILogger logger, int components, int templates, int people);
    }
}

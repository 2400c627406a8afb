using System.Collections.Frozen;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Files;

public enum CsvKind
{
    Deployments,
    Incidents,
}

/// <summary>What a file doesn't say itself.</summary>
/// <param name="Kind">Null: the columns tell.</param>
/// <param name="Map">Fields by the names of columns, where those aren't known.</param>
/// <param name="Source">
/// Whose facts these are: incidents meet those of a sender under its source, such as <c>/pagerduty</c>.
/// </param>
/// <param name="Component">Of all rows that name none.</param>
/// <param name="Environment">Of all rows that name none.</param>
/// <param name="TimeZone">Of times without an offset; null: they are refused.</param>
public sealed record CsvOptions(
    CsvKind? Kind = null,
    IReadOnlyDictionary<string, string>? Map = null,
    string? Source = null,
    string? Component = null,
    string? Environment = null,
    TimeZoneInfo? TimeZone = null)
{
    public static readonly CsvOptions Default = new();
}

/// <summary>
/// Which column holds what: by our names of fields, by those of DevLake's and fourkeys' tables, or by the map that was given.
/// Case, spaces, dashes and underscores make no difference.
/// </summary>
internal sealed class CsvLayout
{
    public const string Unknown = "csv-column-unknown";
    public const string Repeated = "csv-column-repeated";
    public const string Undecided = "csv-kind-undecided";

    private static readonly FrozenDictionary<string, string[]> Deployments = new Dictionary<string, string[]>
    {
        [CsvFields.Id] = ["pipelineRunId", "runId", "deployId", "deploymentId", "cicdDeploymentId", "pipelineId"],
        [CsvFields.Component] = ["service", "application", "app"],
        [CsvFields.Environment] = ["env"],
        [CsvFields.FinishedAt] = ["finishedDate", "endTime", "deployedAt", "timeCreated", "time", "timestamp"],
        [CsvFields.StartedAt] = ["startedDate", "startTime"],
        [CsvFields.Result] = ["status", "outcome", "state"],
        [CsvFields.CommitSha] = ["commit", "mainCommit", "sha", "revision"],
        [CsvFields.RepoUrl] = ["repository", "repo"],
        [CsvFields.PreviousCommitSha] = ["prevCommitSha"],
        [CsvFields.Attempt] = [],
        [CsvFields.Version] = [],
        [CsvFields.ArtifactId] = ["image"],
        [CsvFields.Team] = [],
        [CsvFields.System] = [],
        [CsvFields.Source] = [],
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string[]> Incidents = new Dictionary<string, string[]>
    {
        [CsvFields.Id] = ["incidentId", "issueKey", "incidentKey"],
        [CsvFields.Component] = ["service", "application", "app"],
        [CsvFields.Environment] = ["env"],
        [CsvFields.DetectedAt] = ["createdDate", "createdAt", "timeCreated", "startedAt", "triggeredAt", "openedAt"],
        [CsvFields.ResolvedAt] = ["resolutionDate", "timeResolved", "closedAt", "endedAt"],
        [CsvFields.CommitSha] = ["causeCommitSha", "rootCause"],
        [CsvFields.RunId] = ["causePipelineRunId", "deploymentId"],
        [CsvFields.ChangeRelated] = [],
        [CsvFields.Team] = [],
        [CsvFields.Source] = [],
        [CsvFields.Description] = ["title", "summary"],
    }.ToFrozenDictionary();

    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<CsvCell> _header;

    private CsvLayout(CsvKind kind, IReadOnlyList<CsvCell> header) => (Kind, _header) = (kind, header);

    public CsvKind Kind { get; }

    public IReadOnlyList<CsvCell> Header => _header;

    public static Result<CsvLayout> Of(string file, IReadOnlyList<CsvCell> header, CsvOptions options)
    {
        var problems = Problems(file, header, options);
        if (problems.Count > 0)
        {
            return Result<CsvLayout>.Failed(problems);
        }

        var kind = options.Kind ?? KindOf(header, options);
        if (kind is not { } decided)
        {
            return new Problem(
                Undecided, "The columns don't say whether these are deployments or incidents.", "kind", null,
                "deployments or incidents", new(file, header[0].Line, 1));
        }

        var layout = new CsvLayout(decided, header);
        var fields = Fields(decided);
        foreach (var candidates in header.Index()
            .Select(one => (one.Index, Cell: one.Item, Named: FieldOf(fields, one.Item.Text, options)))
            .Where(one => one.Named is not null)
            .GroupBy(one => one.Named!.Value.Field))
        {
            var best = candidates.GroupBy(one => one.Named!.Value.Rank).MinBy(group => group.Key)!.ToList();
            layout._columns[candidates.Key] = best[0].Index;
            problems.AddRange(best.Skip(1).Select(other => new Problem(
                Repeated, $"'{other.Cell.Text}' holds '{candidates.Key}', as '{best[0].Cell.Text}' does.", other.Cell.Text,
                candidates.Key, "one column for each field", new(file, other.Cell.Line, other.Cell.Column))));
        }

        return problems.Count > 0 ? Result<CsvLayout>.Failed(problems) : layout;
    }

    public bool Has(string field) => _columns.ContainsKey(field);

    /// <returns>Null for a cell that is empty or not there.</returns>
    public CsvCell? Cell(IReadOnlyList<CsvCell> row, string field) =>
        _columns.TryGetValue(field, out var index) && index < row.Count && row[index].Text.Length > 0 ? row[index] : null;

    /// <returns>Where a field is in a row, also if it is empty there; the row's beginning when no column has it.</returns>
    public (SourcePlace Place, string Column) PlaceOf(string file, IReadOnlyList<CsvCell> row, string field) =>
        _columns.TryGetValue(field, out var index) && index < row.Count
            ? (new(file, row[index].Line, row[index].Column), _header[index].Text)
            : (new(file, row[0].Line, 1), field);

    private static List<Problem> Problems(string file, IReadOnlyList<CsvCell> header, CsvOptions options) =>
    [
        .. (options.Map ?? new Dictionary<string, string>())
            .Where(pair => header.All(cell => cell.Text != pair.Key))
            .Select(pair => new Problem(
                Unknown, $"There is no column '{pair.Key}'.", pair.Key, null,
                string.Join(", ", header.Select(cell => cell.Text)), new(file, header[0].Line, 1))),
        .. (options.Map ?? new Dictionary<string, string>())
            .Where(pair => !Deployments.ContainsKey(pair.Value) && !Incidents.ContainsKey(pair.Value))
            .Select(pair => new Problem(
                Unknown, $"There is no field '{pair.Value}'.", pair.Key, pair.Value,
                string.Join(", ", Deployments.Keys.Concat(Incidents.Keys).Distinct().Order(StringComparer.Ordinal)))),
    ];

    // What only one of them has decides; a file that has neither says nothing.
    private static CsvKind? KindOf(IReadOnlyList<CsvCell> header, CsvOptions options)
    {
        var incidents = header.Any(cell => FieldOf(Incidents, cell.Text, options)?.Field is CsvFields.ResolvedAt
            || Plain(cell.Text) is "incidentid" or "incidentkey" or "issuekey");
        var deployments = header.Any(
            cell => FieldOf(Deployments, cell.Text, options)?.Field is CsvFields.FinishedAt or CsvFields.CommitSha);
        return incidents ? CsvKind.Incidents : deployments ? CsvKind.Deployments : null;
    }

    private static FrozenDictionary<string, string[]> Fields(CsvKind kind) =>
        kind == CsvKind.Deployments ? Deployments : Incidents;

    // Several columns may hold a field: the map's goes first, then ours, then the others in the order above. But in DevLake's
    // tables id is that of the row, and the deployment has a column of its own.
    private static (string Field, int Rank)? FieldOf(
        FrozenDictionary<string, string[]> fields, string column, CsvOptions options)
    {
        if (options.Map?.TryGetValue(column, out var mapped) == true)
        {
            return fields.ContainsKey(mapped) ? (mapped, -1) : null;
        }

        var plain = Plain(column);
        foreach (var (field, others) in fields)
        {
            List<string> names = field == CsvFields.Id ? [.. others, field] : [field, .. others];
            var rank = names.FindIndex(name => Plain(name) == plain);
            if (rank >= 0)
            {
                return (field, rank);
            }
        }

        return null;
    }

    private static string Plain(string name) =>
        new([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
}

/// <summary>What columns may hold.</summary>
internal static class CsvFields
{
    public const string Id = "id";
    public const string Component = "component";
    public const string Environment = "environment";
    public const string FinishedAt = "finishedAt";
    public const string StartedAt = "startedAt";
    public const string DetectedAt = "detectedAt";
    public const string ResolvedAt = "resolvedAt";
    public const string Result = "result";
    public const string CommitSha = "commitSha";
    public const string PreviousCommitSha = "previousCommitSha";
    public const string RepoUrl = "repoUrl";
    public const string RunId = "runId";
    public const string Attempt = "attempt";
    public const string Version = "version";
    public const string ArtifactId = "artifactId";
    public const string ChangeRelated = "changeRelated";
    public const string Team = "team";
    public const string System = "system";
    public const string Source = "source";
    public const string Description = "description";
}

using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Scaffolding.Provenance;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.SourceControl;

namespace Platform.Core.Metrics.Kpis.Census;

/// <summary>
/// By where a component came from: the platform's records, and for repositories without one the file that a scaffold leaves in
/// them. The file is looked for in a few repositories each time, and again after a week, so that thousands of components cost
/// little of GitHub's limits; in between the last answer counts.
/// </summary>
public sealed class ProvenancePaths(
    IProvenanceStore records, ITemplateLibrary templates, IRepositoryReading repositories, TimeProvider clock) : IGoldenPaths
{
    private const string GitHub = "github:";
    private const int AtOnce = 16;
    private const int MostLooks = 50;

    private static readonly TimeSpan LookAgain = TimeSpan.FromDays(7);

    public async Task<IReadOnlyList<PathJudgement>> JudgeAsync(
        IReadOnlyList<PathSubject> subjects, CancellationToken cancellationToken)
    {
        var offered = (await templates.ListAsync(cancellationToken)).ToDictionary(
            template => template.Ref, template => template.State?.Stable ?? template.State?.Newest);
        var known = new ConcurrentDictionary<RepositoryName, Task<IReadOnlyList<ProvenanceRecord>>>();
        var found = new PathJudgement[subjects.Count];
        var looks = 0;
        var limits = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, subjects.Count, limits, async (place, token) =>
        {
            var subject = subjects[place];
            if (PlaceOf(subject.Source) is not ({ } repository, var path))
            {
                found[place] = new(PathState.Off, null, null, null, null);
                return;
            }

            var made = (await known.GetOrAdd(repository, name => records.ListAsync(name, cancellationToken)))
                .Where(record => path.StartsWith(record.Folder, StringComparison.Ordinal))
                .MaxBy(record => record.Folder.Length);
            var (template, hash, madeOn, lookedAt) = made is not null
                ? (made.Template, made.Version?.Hash, made.RequestedAt, (DateTimeOffset?)null)
                : await MarkAsync(
                    subject, repository, path, () => Interlocked.Increment(ref looks) <= MostLooks, token);
            found[place] = new(StateOf(template, hash, offered), template, hash, madeOn, lookedAt);
        });
        return found;
    }

    private static PathState StateOf(EntityRef? template, string? hash, Dictionary<EntityRef, string?> offered) =>
        template is null || !offered.TryGetValue(template, out var newest) ? PathState.Off
        : newest is null || hash == newest ? PathState.Current
        : PathState.Behind;

    private async Task<(EntityRef? Template, string? Hash, DateTimeOffset? MadeOn, DateTimeOffset? LookedAt)> MarkAsync(
        PathSubject subject, RepositoryName repository, string path, Func<bool> mayLook, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var before = subject.Before;
        if ((before?.LookedAt is { } last && now - last < LookAgain) || !mayLook())
        {
            return (before?.Template, before?.TemplateHash, null, before?.LookedAt);
        }

        try
        {
            var folder = path[..(path.LastIndexOf('/') + 1)];
            var file = await repositories.FileAsync(
                repository, folder + RepositoryMarks.Path, "HEAD", knownTag: null, cancellationToken);
            var (template, hash) = Read(file.Value?.Text);
            return (template, hash, null, now);
        }
        catch (TransientSourceControlException)
        {
            // The next census asks again.
            return (before?.Template, before?.TemplateHash, null, before?.LookedAt);
        }
    }

    private static (EntityRef? Template, string? Hash) Read(string? text)
    {
        try
        {
            return text is not null && JsonNode.Parse(text) is JsonObject mark
                && EntityRef.TryParse(mark["template"]?.ToString(), out var template)
                    ? (template, (mark["version"] as JsonObject)?["hash"]?.ToString())
                    : (null, null);
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }

    private static (RepositoryName Repository, string Path)? PlaceOf(string source) =>
        source.StartsWith(GitHub, StringComparison.Ordinal)
        && source[GitHub.Length..].Split(':', 2) is [var name, var path]
        && RepositoryName.TryParse(name, out var repository)
            ? (repository, path)
            : null;
}

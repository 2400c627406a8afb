using System.Globalization;
using Platform.Core.Catalog.Sources;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Core.Catalog.Locations;

/// <summary>One reading of a location, level by level.</summary>
internal sealed class LocationWalk(
    LocationStart start,
    LocationFinding finding,
    LocationMentions mentions,
    IRepositoryReading repositories,
    ISourceManifests manifests,
    LocationLimits limits)
{
    private readonly Dictionary<string, SourceReading> _readings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _tags = new(StringComparer.Ordinal);
    private readonly List<(string Source, Problem Problem)> _problems = [];
    private readonly HashSet<string> _incomplete = [];
    private readonly List<string> _order = [];
    private TimeSpan? _retryAfter;
    private long _characters;

    public async Task<LocationContents> RunAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<PendingTarget> level = [new(start.Target, start.Parent, Depth: 0)];
        while (level.Count > 0)
        {
            level = await FollowAsync(level, cancellationToken);
        }

        foreach (var departed in await DepartedAsync(cancellationToken))
        {
            _order.Add(departed.Source);
            _readings[departed.Source] = departed;
        }

        // Targets are looked at side by side; whoever reads of problems reads from top to bottom.
        var problems = _problems.OrderBy(problem => _order.IndexOf(problem.Source))
            .ThenBy(problem => problem.Problem.Place?.Line).ThenBy(problem => problem.Problem.Place?.Column).ToList();
        var bySource = problems.ToLookup(problem => problem.Source, problem => problem.Problem);
        var readings = _order.Select(source => _readings[source]).Select(reading => bySource[reading.Source].Any()
            ? reading with { Problems = [.. reading.Problems ?? [], .. bySource[reading.Source]] }
            : reading).ToList();
        return new(
            readings,
            [.. problems.Select(problem => new LocatedProblem(
                problem.Source,
                _readings.GetValueOrDefault(problem.Source)?.Descriptor.Location ?? problem.Source,
                problem.Problem))],
            _tags,
            finding.Watched,
            _retryAfter);
    }

    /// <summary>
    /// What a location named before and names no more, or what has gone from where it names it; only where every target was
    /// looked at, because a failure proves nothing.
    /// </summary>
    private async Task<IReadOnlyList<SourceReading>> DepartedAsync(CancellationToken cancellationToken)
    {
        var parents = _readings.Values.Where(reading => reading.State == SourceState.Read).Select(reading => reading.Source)
            .Where(source => !_incomplete.Contains(source)).ToList();
        List<SourceReading> departed = [];
        var from = start.Target.Mention.Source;
        if (from == start.Parent && !_incomplete.Contains(from))
        {
            parents.Add(from);
        }
        else if (from != start.Parent && finding.IsAbsent(from))
        {
            departed.Add(new(new(from, $"url:{start.Target.Written}", start.Target.Written), SourceState.Missing));
        }

        foreach (var parent in parents)
        {
            foreach (var child in await manifests.ListByParentAsync(parent, cancellationToken))
            {
                if (!child.IsGone && !_readings.ContainsKey(child.Source))
                {
                    var state = finding.IsAbsent(child.Source) ? SourceState.Missing : SourceState.Orphaned;
                    departed.Add(new(new(child.Source, child.Location, child.Location), state) { Parent = parent });
                }
            }
        }

        return departed;
    }

    private async Task<IReadOnlyList<PendingTarget>> FollowAsync(
        IReadOnlyList<PendingTarget> level, CancellationToken cancellationToken)
    {
        var known = await KnownAsync(level, cancellationToken);
        var found = await AllAsync(level, pending => FindAsync(pending, known, cancellationToken), cancellationToken);
        List<LocationFile> files = [];
        foreach (var file in found.SelectMany(files => files))
        {
            if (_readings.Count + files.Count >= limits.MaxFiles)
            {
                Refuse(file.By, LocationCodes.TooMany, string.Create(
                    CultureInfo.InvariantCulture, $"at most {limits.MaxFiles} files and {limits.MaxCharacters} characters"));
                break;
            }

            if (!_readings.ContainsKey(file.Descriptor.Source) && !files.Exists(other => IsSame(other, file)))
            {
                files.Add(file);
            }
        }

        var manifestsOf = await manifests.FindAsync([.. files.Select(file => file.Descriptor.Source)], cancellationToken);
        var readings = await AllAsync(
            files, file => ReadAsync(file, manifestsOf.GetValueOrDefault(file.Descriptor.Source), cancellationToken),
            cancellationToken);
        return [.. files.Zip(readings).SelectMany(pair => Take(pair.First, pair.Second))];
    }

    private static bool IsSame(LocationFile one, LocationFile other) => one.Descriptor.Source == other.Descriptor.Source;

    /// <summary>Sources whose answer may be left out by its tag: nothing but the text could have changed them.</summary>
    private async Task<IReadOnlyDictionary<string, SourceManifest>> KnownAsync(
        IReadOnlyList<PendingTarget> level, CancellationToken cancellationToken)
    {
        var asksByTag = !start.IsForced && level.Any(pending => !IsGlob(pending));
        List<string> tagged = asksByTag ? [.. start.Tags.Keys.Where(source => !_readings.ContainsKey(source))] : [];
        return await manifests.FindAsync(tagged, cancellationToken);
    }

    private static bool IsGlob(PendingTarget pending) => pending.Target.Address.Repository?.Candidates[0].IsGlob == true;

    private async Task<IReadOnlyList<LocationFile>> FindAsync(
        PendingTarget pending, IReadOnlyDictionary<string, SourceManifest> known, CancellationToken cancellationToken)
    {
        try
        {
            var found = await finding.FindAsync(
                pending,
                source => IsVerifiable(known.GetValueOrDefault(source), pending) ? start.Tags[source] : null,
                cancellationToken);
            if (found.IsOk)
            {
                return found.Value;
            }

            // What is optional may be absent, but not hidden by a failure.
            if (!pending.Target.IsOptional || found.Problems[0].Code != LocationCodes.NoMatch)
            {
                Note(pending, found.Problems[0], isComplete: found.Problems[0].Code == LocationCodes.NoMatch);
            }
        }
        catch (Exception failure) when (MayPass(failure, cancellationToken))
        {
            Note(pending, Passing(pending, failure), isComplete: false);
        }

        return [];
    }

    private async Task<SourceReading> ReadAsync(
        LocationFile file, SourceManifest? manifest, CancellationToken cancellationToken)
    {
        var isVerifiable = IsVerifiable(manifest, file.By);
        if (isVerifiable && (file.NotModified || (file.Tree is not null && file.ContentTag == manifest!.ContentTag)))
        {
            return Reading(file, SourceState.Unchanged) with { ContentTag = manifest!.ContentTag };
        }

        if (file.Text is { } text)
        {
            return Reading(file, SourceState.Read) with { Text = text };
        }

        try
        {
            var read = await repositories.BlobAsync(file.Descriptor.File!.Repository, file.Tree!.Sha, cancellationToken);
            return read.IsOk
                ? Reading(file, SourceState.Read) with { Text = read.Value }
                : Reading(file, SourceState.Failed) with { Problems = read.Problems };
        }
        catch (Exception failure) when (MayPass(failure, cancellationToken))
        {
            return Reading(file, SourceState.Failed) with { Problems = [Passing(file.By, failure)] };
        }
    }

    private static SourceReading Reading(LocationFile file, SourceState state) =>
        new(file.Descriptor, state, ContentTag: file.ContentTag) { Parent = file.By.Parent };

    private bool IsVerifiable(SourceManifest? manifest, PendingTarget by) =>
        !start.IsForced
        && manifest is not null
        && !start.Forced.Contains(manifest.Source)
        && manifest is { IsGone: false, IsOrphaned: false, Problems: 0, ContentTag: not null, RefreshKeys.Count: 0 }
        && manifest.Origin == start.Origin
        && manifest.Parent == by.Parent
        && !manifest.Entities.Any(LeadsOn);

    private static bool LeadsOn(EntityRef entity) =>
        string.Equals(entity.Kind, LocationDocument.Kind, StringComparison.OrdinalIgnoreCase);

    private List<PendingTarget> Take(LocationFile file, SourceReading reading)
    {
        _order.Add(reading.Source);
        _readings[reading.Source] = reading;
        if (file.AnswerTag is { } tag)
        {
            _tags[reading.Source] = tag;
        }

        if (reading.Text is null)
        {
            return [];
        }

        if ((_characters += reading.Text.Length) > limits.MaxCharacters)
        {
            _readings[reading.Source] = Reading(file, SourceState.Failed) with { Problems = [TooMuch(file.By)] };
            return [];
        }

        var (targets, problems) = mentions.In(file.Descriptor, reading.Text);
        foreach (var problem in problems)
        {
            _problems.Add((reading.Source, problem));
            _incomplete.Add(reading.Source);
        }

        var next = targets.Select(target => new PendingTarget(target, reading.Source, file.By.Depth + 1)).ToList();
        if (next.Count == 0 || file.By.Depth + 1 <= limits.MaxDepth)
        {
            return next;
        }

        Refuse(next[0], LocationCodes.TooDeep, string.Create(
            CultureInfo.InvariantCulture, $"locations that name locations, at most {limits.MaxDepth} deep"));
        return [];
    }

    private void Refuse(PendingTarget pending, string code, string expected) => Note(
        pending,
        pending.Target.Problem(code, $"'{pending.Target.Written}' is not followed: expected {expected}.", expected),
        isComplete: false);

    private Problem TooMuch(PendingTarget pending) => pending.Target.Problem(
        LocationCodes.TooMany,
        $"'{pending.Target.Written}' is not read, as the location brings in too much.",
        string.Create(CultureInfo.InvariantCulture, $"at most {limits.MaxCharacters} characters in all"));

    private void Note(PendingTarget pending, Problem problem, bool isComplete)
    {
        lock (_problems)
        {
            _problems.Add((pending.Target.Mention.Source, problem));
            if (!isComplete)
            {
                _incomplete.Add(pending.Target.Mention.Source);
            }
        }
    }

    private Problem Passing(PendingTarget pending, Exception failure)
    {
        var wait = (failure as TransientSourceControlException)?.RetryAfter ?? TimeSpan.Zero;
        lock (_problems)
        {
            _retryAfter = _retryAfter > wait ? _retryAfter : wait;
        }

        return pending.Target.Problem(
            LocationCodes.Unreadable,
            $"'{pending.Target.Written}' can't be read now: {failure.Message}",
            "an answer; it is tried again");
    }

    private static bool MayPass(Exception failure, CancellationToken cancellationToken) =>
        failure is TransientSourceControlException or HttpRequestException or TaskCanceledException
        && !cancellationToken.IsCancellationRequested;

    private async Task<IReadOnlyList<TResult>> AllAsync<TItem, TResult>(
        IReadOnlyList<TItem> items, Func<TItem, Task<TResult>> run, CancellationToken cancellationToken)
    {
        var results = new TResult[items.Count];
        await Parallel.ForAsync(
            0, items.Count,
            new ParallelOptions { MaxDegreeOfParallelism = limits.Concurrency, CancellationToken = cancellationToken },
            async (index, _) => results[index] = await run(items[index]));
        return results;
    }
}

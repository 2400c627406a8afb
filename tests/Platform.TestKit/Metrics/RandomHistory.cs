using System.Globalization;
using Platform.Core.Catalog;
using Platform.Core.Metrics.Events;

namespace Platform.TestKit.Metrics;

/// <summary>What the maker of a history knows about a change, without having to read it from its words.</summary>
public sealed record Intent(string? RevertsChange, string? RevertsCommit, bool Hotfix);

/// <summary>
/// Deliveries as they might happen, in no order: pushes that are never told, squashes, reverts, hotfixes, regions, failed runs,
/// incidents that open again, flags, owners that change. The same seed gives the same history.
/// </summary>
public sealed class RandomHistory
{
    private static readonly string?[] Teams = ["team-0", "team-1", null];
    private static readonly string?[] Systems = ["system-0", "system-1", null];
    private static readonly string[] Environments = ["prod-eu", "prod-us", "staging"];

    private readonly Random _random;
    private readonly List<DeliveryEvent> _told = [];
    private readonly List<Repo> _repos = [new("github.com/acme/one"), new("github.com/acme/two")];
    private readonly List<(EntityRef Ref, Repo Repo)> _components;
    private readonly List<string> _runs = [];
    private readonly List<string> _incidents = [];
    private readonly List<DateTimeOffset> _deployedAt = [];
    private DateTimeOffset _now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private int _next;

    public RandomHistory(int seed, int events)
    {
        _random = new(seed);
        _components = [.. Enumerable.Range(0, 3).Select(i => (EntityRef.Create("component", "default", $"c{i}"), _repos[i / 2]))];
        while (_told.Count < events)
        {
            Step();
        }

        _told.RemoveRange(events, _told.Count - events);
    }

    public IReadOnlyList<DeliveryEvent> Told => _told;

    /// <value>By the change's number or the commit's SHA.</value>
    public Dictionary<string, Intent> Intents { get; } = [];

    private void Step()
    {
        _now += TimeSpan.FromSeconds(_random.Next(1, 7200)) + TimeSpan.FromMilliseconds(_random.Next(1000));
        var (component, repo) = _components[_random.Next(_components.Count)];
        switch (_random.Next(20))
        {
            case < 4:
                Push(repo);
                break;
            case < 7:
                OpenChange(repo);
                break;
            case < 11:
                MoveChange(repo);
                break;
            case < 16:
                Deploy(component, repo);
                break;
            case < 18:
                Incident(repo);
                break;
            case 18:
                Release(component, repo);
                break;
            default:
                Tell(new OwnershipNotice(component, Any(Teams), Any(Systems)), component.Name);
                break;
        }
    }

    private void Push(Repo repo)
    {
        var commits = new List<CommitNotice>();
        for (var i = _random.Next(1, 4); i > 0; i--)
        {
            var (sha, message) = (NewSha(), "Direct");
            if (repo.Merged.Count > 0 && _random.Next(8) == 0)
            {
                var original = Any(repo.Merged).MergeSha;
                message = $"Take it back\n\nThis reverts commit {original}.";
                Intents[sha] = new(null, original, false);
            }
            else if (_random.Next(10) == 0)
            {
                message = "Hotfix";
                Intents[sha] = new(null, null, true);
            }

            commits.Add(CommitOf(sha, repo.Head is { } parent ? [parent] : [], message));
            repo.Advance(sha);
        }

        // Some pushes are never told: deployments of them stay unresolved.
        if (_random.Next(10) > 0)
        {
            Tell(new CommitsNotice(repo.Name, commits), "main");
        }
    }

    private void OpenChange(Repo repo)
    {
        var number = (++_next).ToString(CultureInfo.InvariantCulture);
        var change = new Open(number, $"T{number}", NewSha());
        var (title, headRef, text) = (change.Title, $"work-{number}", (string?)null);
        IReadOnlyList<string>? labels = _random.Next(12) == 0 ? ["HOTFIX"] : null;
        Intents[number] = new(null, null, labels is not null);
        if (repo.Merged.Count > 0 && _random.Next(5) == 0)
        {
            var original = Any(repo.Merged);
            var byTitle = original.Title.StartsWith('T');
            (title, headRef, text) = _random.Next(byTitle ? 0 : 1, 3) switch
            {
                0 => ($"Revert \"{original.Title}\"", headRef, text),
                1 => (title, $"revert-{original.Number}-x", text),
                _ => (title, headRef, $"Reverts #{original.Number}"),
            };
            Intents[number] = new(original.Number, null, false);
        }

        change.Title = title;
        List<CommitNotice> commits = [CommitOf(NewSha(), [], null), CommitOf(change.HeadSha, [], null)];
        Tell(
            Change(ChangePhase.Created, repo, change) with
            {
                Commits = commits,
                HeadRef = headRef,
                Description = text,
                Labels = labels,
                Draft = _random.Next(4) == 0,
                Flags = _random.Next(6) == 0 ? ["dark"] : null,
                Actor = (ActorType)_random.Next(3),
                Component = _random.Next(10) == 0 ? _components[_random.Next(3)].Ref : null,
            },
            number);
        repo.Open.Add(change);
    }

    private void MoveChange(Repo repo)
    {
        if (repo.Open.Count == 0)
        {
            return;
        }

        var change = Any(repo.Open);
        var phase = (ChangePhase)_random.Next(1, 5);
        if (phase == ChangePhase.Abandoned && _random.Next(4) > 0)
        {
            phase = ChangePhase.Merged;
        }

        change.MergeSha = phase == ChangePhase.Merged ? NewSha() : change.MergeSha;
        Tell(Change(phase, repo, change), change.Number);
        if (phase == ChangePhase.Merged)
        {
            var merge = CommitOf(change.MergeSha!, repo.Head is { } parent ? [parent] : [], null);
            Tell(new CommitsNotice(repo.Name, [merge]), "main", 5);
            repo.Advance(change.MergeSha!);
            repo.Merged.Add(change);
        }

        if (phase is ChangePhase.Merged or ChangePhase.Abandoned)
        {
            repo.Open.Remove(change);
        }
    }

    private void Deploy(EntityRef component, Repo repo)
    {
        if (repo.Head is null)
        {
            return;
        }

        var sha = _random.Next(5) switch
        {
            0 => Any(repo.Commits),
            1 when repo.Commits.Count > 3 => repo.Commits[^_random.Next(1, 4)],
            2 when repo.Open.Count > 0 && _random.Next(3) == 0 => Any(repo.Open).HeadSha,
            _ => repo.Head,
        };
        var run = _random.Next(6) == 0 ? null : $"run-{++_next}";
        var notice = new DeploymentNotice(
            component, Environments[_random.Next(Environments.Length)], null,
            _random.Next(15) == 0 ? DeploymentKind.RolledBack : DeploymentKind.Deployed, DeploymentState.Success,
            [new(repo.Name, sha)], null, null, Maybe(0.2, new string((char)('a' + _random.Next(3)), 40)), run,
            _random.Next(8) == 0 ? 2 : 1, null, _runs.Count > 0 ? Maybe(0.1, Any(_runs)) : null,
            _random.Next(12) == 0 ? false : null, (ActorType)_random.Next(3), null, null);
        if (run is not null)
        {
            Tell(notice with { State = DeploymentState.InProgress }, component.Name);
            _runs.Add(run);
        }

        _now += TimeSpan.FromSeconds(_random.Next(1, 900));
        Tell(notice with { State = _random.Next(8) == 0 ? DeploymentState.Failure : DeploymentState.Success }, component.Name);
        _deployedAt.Add(_now);
        if (run is not null && _random.Next(3) == 0)
        {
            Tell(notice with { State = DeploymentState.Inactive }, component.Name, _random.Next(1, 90_000));
        }
    }

    private void Incident(Repo repo)
    {
        var reopened = _incidents.Count > 0 && _random.Next(2) == 0;
        var id = reopened ? Any(_incidents) : $"incident-{++_next}";
        _incidents.Add(id);
        var owner = id[^1] == '7' ? null : _components[int.Parse(id[9..], CultureInfo.InvariantCulture) % 3].Ref;
        var notice = new IncidentNotice(
            IncidentPhase.Detected, owner, _random.Next(10) == 0 ? "staging" : "prod-eu", null,
            repo.Commits.Count > 0 ? Maybe(0.1, Any(repo.Commits)) : null, _runs.Count > 0 ? Maybe(0.1, Any(_runs)) : null,
            _random.Next(10) == 0 ? false : null, "team-0");
        var at = _random.Next(6) == 0 && _deployedAt.Count > 0 ? (_deployedAt[^1] - _now).TotalSeconds : 0;
        Tell(notice, id, at);
        if (_random.Next(4) > 0)
        {
            Tell(notice with { Phase = IncidentPhase.Resolved }, id, _random.Next(60, 100_000));
        }
    }

    private void Release(EntityRef component, Repo repo) => Tell(
        new ReleaseNotice(
            component,
            repo.Commits.Count > 0 ? Maybe(0.3, Any(repo.Commits)) : null,
            repo.Merged.Count > 0 && _random.Next(4) == 0 ? [Any(repo.Merged).Number] : [],
            Maybe(0.2, "dark"),
            _random.Next(3) == 0 ? 50 : 100),
        component.Name);

    private static ChangeNotice Change(ChangePhase phase, Repo repo, Open change) => new(
        phase, repo.Name, change.Number, null, [], change.HeadSha, change.MergeSha, null, change.Title, null, null, null,
        "author", phase == ChangePhase.Reviewed && change.Number[^1] == '1' ? "author" : "reviewer", false, ActorType.Unknown,
        phase switch { ChangePhase.Created => 30, ChangePhase.Updated => 70, _ => null });

    private CommitNotice CommitOf(string sha, IReadOnlyList<string> parents, string? message) => new(
        sha, _now - TimeSpan.FromSeconds(_random.Next(-3600, 200_000)), parents, null, message, null, (ActorType)_random.Next(3));

    private void Tell(Notice notice, string subject, double secondsLater = 0)
    {
        var id = $"e{_told.Count}";
        var source = notice is IncidentNotice ? "/incidents" : $"/source/{_told.Count % 3}";
        _told.Add(new(source, id, "type", _now + TimeSpan.FromSeconds(secondsLater), null, subject, notice));
    }

    private string NewSha() => (++_next).ToString("x40", CultureInfo.InvariantCulture);

    private T Any<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    private string? Maybe(double probability, string text) => _random.NextDouble() < probability ? text : null;

    private sealed class Open(string number, string title, string headSha)
    {
        public string Number { get; } = number;

        public string Title { get; set; } = title;

        public string HeadSha { get; } = headSha;

        public string? MergeSha { get; set; }
    }

    private sealed class Repo(string name)
    {
        public string Name { get; } = name;

        public string? Head { get; private set; }

        public List<string> Commits { get; } = [];

        public List<Open> Open { get; } = [];

        public List<Open> Merged { get; } = [];

        public void Advance(string sha)
        {
            Commits.Add(sha);
            Head = sha;
        }
    }
}

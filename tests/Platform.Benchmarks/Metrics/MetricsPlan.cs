using System.Globalization;
using Platform.Core.Catalog;
using Platform.Core.Metrics.Events;

namespace Platform.Benchmarks.Metrics;

/// <summary>A year of an organisation: components that merge changes and deploy them. Equal numbers give equal events.</summary>
internal static class MetricsPlan
{
    public static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const int EventsOfChange = 5;

    public static IEnumerable<DeliveryEvent> Events(int events, int components)
    {
        var changes = Math.Max(events / EventsOfChange / components, 1);
        for (var number = 0; number < changes; number++)
        {
            for (var component = 0; component < components; component++)
            {
                // Spread over the year and the day, each component in its own rhythm.
                var at = Start.AddDays((number * 365.0 / changes) + (component % 97 / 97.0));
                foreach (var told in Change(component, number, at))
                {
                    yield return told;
                }
            }
        }
    }

    /// <summary>A change from its creation to production.</summary>
    public static IEnumerable<DeliveryEvent> Change(int component, int number, DateTimeOffset at)
    {
        var (repository, run) = ($"github.com/acme/c{component}", $"run-{number}");
        var (head, merge) = (Sha(component, number, 1), Sha(component, number, 2));
        var parent = number == 0 ? (IReadOnlyList<string>)[] : [Sha(component, number - 1, 2)];
        var change = new ChangeNotice(
            ChangePhase.Created, repository, $"{number}", null, [Commit(head, parent, at)], head, null, $"work-{number}",
            "A change", null, null, null, "author", null, false, ActorType.Human);
        var deployment = new DeploymentNotice(
            EntityRef.Create("component", "default", $"c{component}"), "production", EnvironmentTier.Production,
            DeploymentKind.Deployed, DeploymentState.InProgress, [new(repository, merge)], null, null, null, run, 1, null, null,
            null, ActorType.Human, $"team-{component / 10}", $"system-{component / 50}");
        yield return Told(component, number, "created", at, change);
        yield return Told(component, number, "merged", at.AddHours(5), change with
        {
            Phase = ChangePhase.Merged,
            Commits = [],
            MergeCommitSha = merge,
        });
        yield return Told(
            component, number, "pushed", at.AddHours(5), new CommitsNotice(repository, [Commit(merge, parent, at.AddHours(5))]));
        yield return Told(component, number, "started", at.AddHours(6), deployment);
        yield return Told(
            component, number, "deployed", at.AddHours(6.1), deployment with { State = DeploymentState.Success });
    }

    private static CommitNotice Commit(string sha, IReadOnlyList<string> parents, DateTimeOffset at) =>
        new(sha, at, parents, null, "A change", null, ActorType.Human);

    private static DeliveryEvent Told(int component, int number, string what, DateTimeOffset at, Notice notice) => new(
        $"/ci/c{component}", $"{number}-{what}", "benchmark", at, null,
        notice is ChangeNotice change ? change.Number : $"c{component}", notice);

    private static string Sha(int component, int number, int part) =>
        (((long)component << 24) + (number * 4) + part).ToString("x40", CultureInfo.InvariantCulture);
}

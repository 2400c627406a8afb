using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Ledger;

namespace Platform.TestKit.Metrics;

/// <summary>
/// Tells deliveries of one component as their senders would, in CloudEvents; a test says only what it is about. Times are hours
/// after midnight of a Monday.
/// </summary>
public sealed class DeliveryStory(string component = "orders")
{
    public const string Repository = "https://github.com/acme/orders";

    private readonly List<JsonObject> _events = [];

    public static DateTimeOffset Monday { get; } = new(2030, 1, 7, 0, 0, 0, TimeSpan.Zero);

    public IReadOnlyList<JsonObject> Events => _events;

    /// <summary>A commit's name that is as long as real ones.</summary>
    public static string Sha(string name) => string.Concat(
        name.Select(letter => ((int)letter).ToString("x2", CultureInfo.InvariantCulture))).PadRight(40, '0');

    public static DateTimeOffset At(double hours) => Monday + TimeSpan.FromSeconds(Math.Round(hours * 3600));

    public DeliveryStory Deploy(
        string commit, double at, JsonObject? custom = null, string kind = "deployed", string env = "production") =>
        Tell($"dev.cdevents.service.{kind}.0.3.0", component, at, In(env), With(
            new()
            {
                ["component"] = component,
                ["commitSha"] = Sha(commit),
                ["repoUrl"] = Repository,
                ["result"] = "success",
                ["environmentTier"] = env.Contains("prod", StringComparison.Ordinal) ? "production" : "staging",
            },
            custom));

    /// <summary>Commits straight to the branch, each on the one before.</summary>
    public DeliveryStory Push(double at, params string[] commits) => Push(at, null, commits);

    public DeliveryStory Push(double at, string? before, string[] commits, string? message = null) => Tell(
        "dev.cdeventsx.platform-commits.pushed.0.1.0", "main", at, [], new()
        {
            ["repoUrl"] = Repository,
            ["before"] = before is null ? null : Sha(before),
            ["commits"] = new JsonArray([.. commits.Select(commit => (JsonNode)new JsonObject
            {
                ["sha"] = Sha(commit), ["authoredAt"] = Text(at), ["message"] = message,
            })]),
        });

    public DeliveryStory Change(string phase, string number, double at, JsonObject? custom = null) => Tell(
        $"dev.cdevents.change.{phase}.0.3.0", number, at, [], With(new() { ["repoUrl"] = Repository }, custom));

    public DeliveryStory Incident(string phase, string id, double at, JsonObject? custom = null) => Tell(
        $"dev.cdevents.incident.{phase}.0.3.0", id, at, In("production"), With(
            new() { ["component"] = component }, custom));

    public DeliveryStory Release(double at, JsonObject? custom = null) => Tell(
        "dev.cdeventsx.platform-release.rolledout.0.1.0", component, at, [], With(new() { ["component"] = component }, custom));

    public DeliveryStory Owned(double at, string team, string? system = null) => Tell(
        "dev.cdeventsx.platform-ownership.changed.0.1.0", component, at, [], new()
        {
            ["component"] = component,
            ["team"] = team,
            ["system"] = system,
        });

    public DeliveryStory Tell(string type, string subject, double at, JsonObject content, JsonObject custom)
    {
        var id = $"{component}-{_events.Count}";
        _events.Add(new()
        {
            ["specversion"] = "1.0",
            ["id"] = id,
            ["source"] = "/tests",
            ["type"] = type,
            ["data"] = new JsonObject
            {
                ["context"] = new JsonObject
                {
                    ["specversion"] = "0.5.1",
                    ["id"] = id,
                    ["source"] = "/tests",
                    ["type"] = type,
                    ["timestamp"] = Text(at),
                },
                ["subject"] = new JsonObject { ["id"] = subject, ["content"] = content },
                ["customData"] = custom,
            },
        });
        return this;
    }

    public DeliveryStory And(DeliveryStory other)
    {
        _events.AddRange(other._events.Select(one => (JsonObject)one.DeepClone()));
        return this;
    }

    public IReadOnlyList<DeliveryEvent> Parsed() => [.. _events.Select(message =>
        DeliveryEvents.Parse(message) is { IsOk: true } parsed ? parsed.Value : throw new InvalidOperationException(
            string.Join(' ', DeliveryEvents.Parse(message).Problems)))];

    /// <summary>What follows from the story.</summary>
    public DeliveryLedger Ledger(DoraOptions? options = null) => Ledger(Parsed(), options);

    public static DeliveryLedger Ledger(IEnumerable<DeliveryEvent> events, DoraOptions? options = null)
    {
        var ledger = new DeliveryLedger(options ?? DoraOptions.Default);
        foreach (var told in events)
        {
            ledger.Add(told);
        }

        ledger.Advance(ledger.LastEventAt ?? Monday);
        return ledger;
    }

    public ComponentAnalysis Analysis(DoraOptions? options = null) => Ledger(options).Analyses.Single();

    private static JsonObject In(string environment) => new() { ["environment"] = new JsonObject { ["id"] = environment } };

    private static string Text(double hours) => At(hours).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static JsonObject With(JsonObject fields, JsonObject? others)
    {
        foreach (var (name, value) in others ?? [])
        {
            fields[name] = value?.DeepClone();
        }

        return fields;
    }
}

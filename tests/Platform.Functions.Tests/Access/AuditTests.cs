using System.Net.Http.Json;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Catalog;
using Platform.Core.Primitives;
using Platform.Functions.Access;
using Platform.TestKit.Catalog;
using Platform.TestKit.Hosting;
using Platform.TestKit.Metrics;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Access;

/// <summary>Nothing that changes something is missing from the audit log. A new function fails until it is thought of.</summary>
public sealed class AuditTests : IAsyncLifetime
{
    private const string Ingests = "what it changes goes through the ingestor, as the messages of CatalogIngest";

    /// <summary>
    /// What runs without a call, and why it needs no entry of its own; null where it has one, and a test below that shows it.
    /// </summary>
    private static readonly Dictionary<string, string?> WithoutCall = new()
    {
        ["AlertWebhooks"] = "delivers words about an alert",
        ["CatalogAuditNightly"] = "compares, and changes no entity",
        ["CatalogIngest"] = null,
        ["CatalogLocationsSweep"] = Ingests,
        ["CatalogPeopleTimer"] = Ingests,
        ["CatalogShadowDaily"] = "compares, and changes no entity",
        ["CatalogProposals"] = "writes what it opens and closes; CatalogProposerTests and ProposalTests show it",
        ["CatalogRefreshQueue"] = Ingests,
        ["CatalogRepositories"] = Ingests,
        ["CatalogSweepTimer"] = Ingests,
        ["DeliveryEvents"] = null,
        ["DeliveryWebhooks"] = "keeps every delivery with what came of it; metrics/deliveries lists them",
        ["ChatCommands"] = "its verbs write what they do; ChatCommandTests shows it",
        ["ChatFollowUps"] = "tells what came of a task whose creation has an entry",
        ["ChatPosts"] = "delivers words",
        ["DriftReportTimer"] = "reports what findings say, and changes none",
        ["DriftSlowTimer"] = "compares, and changes no entity",
        ["DriftSweepTimer"] = "compares, and changes no entity",
        ["DriftChecks"] = "reports what it finds beside the commit, and changes nothing",
        ["MetricsAlertsLook"] = "computes from figures; an alert's history is its own",
        ["MetricsCensus"] = "counts what has entries",
        ["MetricsComponentKeys"] = "follows the catalog, whose changes have entries",
        ["MetricsDeliveriesRetention"] = "wipes bodies whose time is over, as the setting says",
        ["MetricsGitHubReconcile"] = "asks GitHub to deliver again; each delivery is kept with what came of it",
        ["MetricsRollup"] = "computes from events that have entries",
        ["ScaffolderReconcile"] = "starts what was asked for; the request has an entry",
        ["ScaffolderVerifyTemplates"] = "what comes of each attempt has an entry; PromotionTests shows it",
        ["ScaffolderSweepSecrets"] = "wipes what the end of a task has made useless",
        ["SurveyTimer"] = "opens and closes what was defined to; the definition has an entry",
        ["SurveyTurns"] = "opens and closes what was defined to; the definition has an entry",
    };

    private static readonly MethodInfo[] Functions =
    [
        .. typeof(PlatformApp).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttribute<FunctionAttribute>() is not null),
    ];

    private PlatformHost _host = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await PlatformHost.StartAsync(settings =>
    {
        settings["SlackSigningSecret"] = Credentials.SlackSecret;
        settings[Credentials.RemoteActionSetting] = Credentials.RemoteActionSecret;
    });

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Every_mutating_call_has_its_entry_and_a_question_has_none()
    {
        var known = new Credentials(_host);
        foreach (var method in Functions.Where(method => Http(method)?.Methods?.All(verb => verb != "get") == true))
        {
            using var request = Request(Http(method)!);
            await Dress(method, known, request);
            using var answer = await _host.Anonymous.SendAsync(request, Cancel);

            var entries = await EntriesAsync($"what={NameOf(method)}%20");
            if (method.IsDefined(typeof(ChangesNothingAttribute)))
            {
                Assert.Empty(entries);
                continue;
            }

            var entry = Assert.Single(entries);
            Assert.Equal((int)answer.StatusCode, (int)entry["status"]!);
            Assert.Equal($"{NameOf(method)} {request.Method} {request.RequestUri!.AbsolutePath}", (string)entry["what"]!);
            Assert.Contains(
                method.IsDefined(typeof(KeepsNoSenderAttribute)) ? "not kept" : "127.0.0.1", (string)entry["from"]!,
                StringComparison.Ordinal);
            Assert.NotEmpty((string)entry["who"]!);
        }
    }

    [Fact]
    public void Of_all_that_runs_without_a_call_it_is_known_where_its_entry_is() => Assert.Equal(
        WithoutCall.Keys.Order(StringComparer.Ordinal),
        Functions.Where(RunsWithoutCall).Select(NameOf).Order(StringComparer.Ordinal));

    [Fact]
    public async Task A_deployment_that_a_queue_tells_of_has_its_entry()
    {
        var component = $"component:default/c{Guid.NewGuid():N}"[..30];
        await _host.SendAsync("delivery-events", new DeploymentEventBuilder().Of(component, component).Bytes());

        var entry = await EntryAsync($"subject={component}");

        Assert.Equal(
            ("queue:delivery-events", "delivery event", "succeeded", "recorded"),
            ((string)entry["who"]!, (string)entry["what"]!, (string)entry["outcome"]!, (string)entry["detail"]!));
        Assert.EndsWith(component, (string)entry["from"]!);
    }

    [Fact]
    public async Task A_descriptor_on_the_queue_that_changes_the_catalog_has_its_entry()
    {
        var name = $"a{Guid.NewGuid():N}"[..12];
        await _host.SendAsync("catalog-ingest", Encoding.UTF8.GetBytes(PlatformJson.Serialize(new CatalogIngestRequest(
            "test", Location: $"url:https://x/{name}", Content: new EntityBuilder().Named(name).Text()))));

        var entry = await EntryAsync($"subject=component:default/{name}");

        Assert.Equal("succeeded", (string)entry["outcome"]!);
        Assert.NotEmpty((string)entry["who"]!);
        Assert.NotEmpty((string)entry["from"]!);
    }

    [Fact]
    public async Task The_entity_of_a_route_and_what_a_handler_names_are_subjects()
    {
        await _host.Client.PutAsJsonAsync(
            "catalog/kinds/Product", new { apiVersions = new[] { "v1" }, schema = new { } }, Cancel);

        var entry = await EntryAsync("what=CatalogKindsPut");
        Assert.Equal(["Product"], entry["subjects"]!.AsArray().Select(text => (string)text!));
    }

    private static string NameOf(MethodInfo method) => method.GetCustomAttribute<FunctionAttribute>()!.Name;

    private static HttpTriggerAttribute? Http(MethodInfo method) => method.GetParameters()
        .Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(found => found is not null);

    /// <summary>Orchestrations carry out what a call asked for; poison queues keep what was refused.</summary>
    private static bool RunsWithoutCall(MethodInfo method) => method.GetParameters().Any(parameter =>
        parameter.IsDefined(typeof(TimerTriggerAttribute))
        || parameter.GetCustomAttribute<QueueTriggerAttribute>() is { } queue
            && !queue.QueueName.EndsWith("-poison", StringComparison.Ordinal));

    private static HttpRequestMessage Request(HttpTriggerAttribute trigger)
    {
        var path = string.Join('/', trigger.Route!.Split('/').Select(part =>
            part == "{sender}" ? "devlake" : part.StartsWith('{') ? "x" : part));
        var body = new StringContent($$"""{"attempt":"{{Guid.NewGuid()}}"}""");
        return new(HttpMethod.Parse(trigger.Methods![0]), path) { Content = body };
    }

    private static async Task Dress(MethodInfo method, Credentials known, HttpRequestMessage request)
    {
        var attempts = AccessRules.RuleOf(method) is WebhookSignedAttribute { Sender: var sender }
            ? sender switch
            {
                WebhookSender.GitHub => Signed.ByGitHub,
                WebhookSender.Slack => Signed.BySlack,
                _ => Signed.ByRemoteAction,
            }
            : [Attempt.All.Single(attempt => attempt.Name == "a key of the role admin")];
        await attempts[0].Dress(known, request);
    }

    private async Task<JsonNode> EntryAsync(string question)
    {
        JsonNode? entry = null;
        await Eventually.HoldsAsync(
            async () => await EntriesAsync(question) is [var first, ..] && (entry = first) is not null,
            Cancel,
            $"an entry of {question}");
        return entry!;
    }

    private async Task<IReadOnlyList<JsonNode>> EntriesAsync(string question) =>
        [.. (await _host.Client.GetFromJsonAsync<JsonNode>($"audit?{question}", Cancel))!["items"]!.AsArray().OfType<JsonNode>()];
}

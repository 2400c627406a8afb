using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Core.Catalog.Index;
using Platform.Core.Catalog.Queries;
using Platform.Functions.Tests.ChatOps;
using Platform.TestKit.Catalog;
using Platform.TestKit.ChatOps;
using Platform.TestKit.Hosting;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Metrics.Surveys;

/// <summary>
/// One app with a receiver in Slack's place and an organisation: six people in a, two in b, seven in c; a and b are a department;
/// a and c work on the shop.
/// </summary>
public sealed class SurveyFixture : IAsyncLifetime
{
    public static readonly string[] People =
        [.. Enumerable.Range(0, 6).Select(i => $"ada{i}"), "bob0", "bob1", .. Enumerable.Range(0, 7).Select(i => $"cai{i}")];

    private int _surveys;

    public PlatformHost Host { get; private set; } = null!;

    public SlackReceiver Slack { get; private set; } = null!;

    public RecordedLines Log { get; } = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static string UserOf(string person) => $"U1{person.ToUpperInvariant()}";

    public async ValueTask InitializeAsync()
    {
        Slack = await SlackReceiver.StartAsync();
        Host = await PlatformHost.StartAsync(
            settings =>
            {
                settings.UseSlack(Slack);
                settings["PlatformPublicUrl"] = "https://platform.example.com";
            },
            services => services.AddLogging(log => log.AddProvider(Log).AddFilter<RecordedLines>(null, LogLevel.Trace)));
        await Host.IngestAsync(
            Cancel,
            [
                Group("engineering", null), Group("department", "engineering"), Group("a", "department"),
                Group("b", "department"), Group("c", "engineering"), Owned("shop", "System", "a", null),
                Owned("till", "Component", "c", "shop"), .. People.Select(Person),
            ]);

        // The index follows within a second; surveys take what it knows.
        var index = Host.Services.GetRequiredService<ICatalogIndex>();
        await Eventually.HoldsAsync(
            async () => (await index.ReadAsync(null, Cancel)).Query(
                new(new EntityFilter.In("kind", ["user", "system", "component"]), [], 0)).TotalItems == People.Length + 2,
            Cancel,
            "the index knows the people");
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Slack.DisposeAsync();
    }

    /// <summary>Defines a survey of its own and opens it; returns when everybody has been asked.</summary>
    public async Task<string> OpenAsync(int floor = 5)
    {
        var id = $"pulse-{Interlocked.Increment(ref _surveys)}";
        using var defined = await Host.Client.PostAsync("metrics/surveys", new StringContent(Definition(id, floor)), Cancel);
        Assert.Equal(System.Net.HttpStatusCode.Created, defined.StatusCode);
        await OpenAsync(id);
        return id;
    }

    public async Task OpenAsync(string id)
    {
        using var opened = await Host.Client.PostAsync($"metrics/surveys/{id}/open", null, Cancel);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, opened.StatusCode);
        await StateAsync(id, "open");
        await Eventually.HoldsAsync(
            () => Slack.Posted.Count(post => TokenIn(post).Contains($".{id}.", StringComparison.Ordinal)) >= People.Length,
            Cancel,
            "everybody has been asked");
    }

    public async Task CloseAsync(string id)
    {
        using var closed = await Host.Client.PostAsync($"metrics/surveys/{id}/close", null, Cancel);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, closed.StatusCode);
        await StateAsync(id, null);
    }

    public string TokenOf(string person, string id) => Slack.Posted
        .Where(post => post.Channel == UserOf(person)).Select(TokenIn)
        .Last(token => token.Contains($".{id}.", StringComparison.Ordinal));

    public async Task<HttpResponseMessage> AnswerAsync(string token, params (string Question, string Answer)[] answers)
    {
        using var form = new FormUrlEncodedContent(
            [new("t", token), .. answers.Select(answer => KeyValuePair.Create($"q.{answer.Question}", answer.Answer))]);
        return await Host.Anonymous.PostAsync("surveys/answer", form, Cancel);
    }

    public async Task<JsonNode> ResultsAsync(string id, string more = "") =>
        (await Host.Client.GetFromJsonAsync<JsonNode>($"metrics/surveys/{id}/results?{more}", Cancel))!;

    private Task StateAsync(string id, string? state) => Eventually.HoldsAsync(
        async () => (string?)(await Host.Client.GetFromJsonAsync<JsonNode>(
            $"metrics/surveys/{id}", Cancel))!["current"]?["state"] == state,
        Cancel,
        $"{id} is {state ?? "closed"}",
        TimeSpan.FromMinutes(2));

    private static string TokenIn(SlackPosted post) =>
        post.Text.Split("?t=") is [_, var rest, ..] ? rest.Split('&', '|', '>', '\n')[0] : string.Empty;

    private static string Definition(string id, int floor) => $"""
        id: {id}
        title: Developer pulse
        audience: [engineering]
        floor: {floor}
        period:
          openFor: P7D
        questions:
          - id: satisfied
            kind: likert5
            text: I am satisfied with how I can work.
            measures: satisfaction
          - id: recommend
            kind: enps
            text: How likely are you to recommend our platform?
          - id: words
            kind: text
            text: What should <change>?
        """;

    private static EntityBuilder Group(string name, string? parent)
    {
        var spec = new JsonObject { ["type"] = "team", ["children"] = new JsonArray() };
        if (parent is not null)
        {
            spec["parent"] = parent;
        }

        return new EntityBuilder().Named(name).With("kind", "Group").With("spec", spec);
    }

    private static EntityBuilder Owned(string name, string kind, string owner, string? system)
    {
        var spec = new JsonObject { ["owner"] = owner };
        if (system is not null)
        {
            (spec["type"], spec["lifecycle"], spec["system"]) = ("service", "production", system);
        }

        return new EntityBuilder().Named(name).With("kind", kind).With("spec", spec);
    }

    private static EntityBuilder Person(string name) => ChatHost.Person(name, UserOf(name))
        .With("spec", new JsonObject { ["memberOf"] = new JsonArray($"{name[0]}") });
}

using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.TestKit.Catalog;
using Platform.TestKit.ChatOps;
using Platform.TestKit.Hosting;
using Platform.TestKit.Scaffolding;

namespace Platform.Functions.Tests.ChatOps;

/// <summary>One app with a receiver in Slack's place, quick templates and some entities, for the tests of a class.</summary>
public sealed class ChatFixture : IAsyncLifetime
{
    private int _names;

    public PlatformHost Host { get; private set; } = null!;

    public SlackReceiver Slack { get; private set; } = null!;

    public RecordedLines Log { get; } = new();

    public TemplateFolder Templates { get; } = new TemplateFolder().WithService("plain").WithService("fancy");

    public async ValueTask InitializeAsync()
    {
        Slack = await SlackReceiver.StartAsync();
        Host = await PlatformHost.StartAsync(
            settings =>
            {
                settings.UseSlack(Slack);
                settings["TemplatesDirectory"] = Templates.Path;
            },
            services => services.AddLogging(log => log.AddProvider(Log).AddFilter<RecordedLines>(null, LogLevel.Trace)));
        await Host.IngestAsync(
            TestContext.Current.CancellationToken,
            ChatHost.Person("ann", "U1ANN"),
            new EntityBuilder().Named("team-commerce").With("kind", "Group").With("spec", new JsonObject
            {
                ["type"] = "team",
                ["children"] = new JsonArray(),
                ["profile"] = new JsonObject { ["displayName"] = "Commerce <&>", ["email"] = "commerce@example.com" },
            }).With("metadata.annotations", new JsonObject { ["slack.com/channel-id"] = "C0COMMERCE" })
            .With("metadata.links", new JsonArray(
                new JsonObject { ["url"] = "https://wiki.example.com/commerce", ["title"] = "Wiki" })),
            new EntityBuilder().Named("orders"),
            new EntityBuilder().Named("orders").With("kind", "API").With("spec", new JsonObject
            {
                ["type"] = "openapi",
                ["lifecycle"] = "production",
                ["owner"] = "team-nowhere",
                ["definition"] = "x",
            }),
            new EntityBuilder().Named("billing"));
    }

    public string NewName() => $"chat-made-{Interlocked.Increment(ref _names)}";

    /// <summary>Sends a command, sees to it that it is acknowledged, and waits for its answer.</summary>
    public async Task<SlackPosted> AskAsync(string text, CancellationToken cancellationToken, string user = "U1ANN") =>
        (await AskAsync(new SlackCommand(text, Slack.NewResponseUrl()) { User = user }, cancellationToken))[0];

    public async Task<IReadOnlyList<SlackPosted>> AskAsync(
        SlackCommand command, CancellationToken cancellationToken, int answers = 1)
    {
        using var acknowledged = await Host.Anonymous.SlashAsync(ChatHost.SigningSecret, command, cancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.OK, acknowledged.StatusCode);
        return await Slack.WaitAsync(command.ResponseUrl, answers, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Slack.DisposeAsync();
        Templates.Dispose();
    }
}

using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Platform.TestKit.ChatOps;
using Platform.TestKit.Hosting;
using Platform.TestKit.Scaffolding;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.ChatOps;

public sealed class ChatKillTests
{
    private const string Identities = "chatidentities";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_acknowledged_is_answered_and_followed_up_whenever_the_host_is_killed()
    {
        await using var slack = await SlackReceiver.StartAsync();
        using var templates = new TemplateFolder().WithService("slow", "sleep 5");
        await using var host = await HostProcess.StartAsync(Cancel, settings =>
        {
            settings.UseSlack(slack);
            settings["TemplatesDirectory"] = templates.Path;
        });
        await IngestPersonAsync(host);
        var command = new SlackCommand($"new slow name=killed organization={host.Organization}", slack.NewResponseUrl());

        using (var acknowledged = await host.Client.SlashAsync(ChatHost.SigningSecret, command, Cancel))
        {
            acknowledged.EnsureSuccessStatusCode();
        }

        // Between the acknowledgement and the answer, then between the answer and the end.
        await RestartAsync(host);
        await slack.WaitAsync(command.ResponseUrl, 1, Cancel);
        await RestartAsync(host);
        await Eventually.HoldsAsync(
            () => Task.FromResult(TextsOf("killed is ready").Any()), Cancel, "the end is told", TimeSpan.FromMinutes(3));

        // At least once, and always the same: a kill between Slack's answer and our note of it doubles a post.
        Assert.StartsWith("Making killed from slow", slack.At(command.ResponseUrl)[0].Text, StringComparison.Ordinal);
        Assert.Single(TextsOf("Making").Distinct());
        Assert.Single(TextsOf("killed is ready").Distinct());

        IEnumerable<string> TextsOf(string start) => slack.At(command.ResponseUrl).Select(post => post.Text)
            .Where(text => text.StartsWith(start, StringComparison.Ordinal));
    }

    private static async Task RestartAsync(HostProcess host)
    {
        host.Kill();
        host.Launch();
        await host.WaitUntilReadyAsync(Cancel);
    }

    private static async Task IngestPersonAsync(HostProcess host)
    {
        var message = new JsonObject
        {
            ["id"] = "ann",
            ["location"] = "url:https://example.com/ann.yaml",
            ["content"] = ChatHost.Person("ann", "U1ANN").Text(),
        };
        var queue = host.Storage.Queues.GetQueueClient("catalog-ingest");
        await queue.CreateIfNotExistsAsync(cancellationToken: Cancel);
        await queue.SendMessageAsync(BinaryData.FromString(message.ToJsonString()), cancellationToken: Cancel);
        await Eventually.HoldsAsync(
            async () => await host.Storage.Tables.QueryAsync(
                    table => table.Name == Identities, cancellationToken: Cancel).AnyAsync(Cancel)
                && await host.Storage.Tables.GetTableClient(Identities)
                    .QueryAsync<TableEntity>(cancellationToken: Cancel).AnyAsync(Cancel),
            Cancel,
            "the person is known");
    }
}

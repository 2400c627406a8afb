using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Platform.TestKit.Forge;

/// <summary>What a hook received: raw body and headers.</summary>
public sealed record ReceivedWebhook(
    string Event,
    string Delivery,
    string? Signature,
    byte[] Body,
    IReadOnlyDictionary<string, string> Headers)
{
    public JsonObject Payload => (JsonObject)JsonNode.Parse(Body)!;

    public string? Action => Payload["action"]?.ToString();
}

/// <summary>A web server on a free port that takes webhooks and keeps them.</summary>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<ReceivedWebhook> _received = new();
    private readonly WebApplication _app;

    private WebhookReceiver(WebApplication app) => _app = app;

    public Uri Url => new($"{_app.Urls.First()}/hooks");

    public IReadOnlyList<ReceivedWebhook> Received => [.. _received];

    /// <value>Asked before each answer; gives the status.</value>
    public Func<ReceivedWebhook, Task<int>> Answer { get; set; } = _ => Task.FromResult(StatusCodes.Status202Accepted);

    public static async Task<WebhookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new WebhookReceiver(app);
        app.Run(receiver.ReceiveAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    public IReadOnlyList<ReceivedWebhook> Of(string name) => [.. _received.Where(webhook => webhook.Event == name)];

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers.ToDictionary(
            pair => pair.Key,
            pair => pair.Value.ToString(),
            StringComparer.OrdinalIgnoreCase);
        var webhook = new ReceivedWebhook(
            headers["X-GitHub-Event"],
            headers["X-GitHub-Delivery"],
            headers.GetValueOrDefault("X-Hub-Signature-256"),
            body.ToArray(),
            headers);
        _received.Enqueue(webhook);
        context.Response.StatusCode = await Answer(webhook);
    }
}

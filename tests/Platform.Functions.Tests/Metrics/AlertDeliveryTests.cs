using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Access;
using Platform.Core.Metrics.Alerts;
using Platform.Core.Scaffolding.Actions.Http;
using Platform.TestKit.Hosting;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Metrics;

/// <summary>An alert through the running app: stored, told to the webhook and the queue, muted, audited, over.</summary>
public sealed class AlertDeliveryTests : IAsyncLifetime, IAlertRule, IOutsideHttp
{
    private const string Secret = "alerts-know-the-platform";

    private readonly List<OutsideRequest> _calls = [];
    private readonly Lock _lock = new();
    private PlatformHost _host = null!;
    private IReadOnlyList<AlertFinding> _found = [];
    private int _failures = 1;

    string IAlertRule.Id => "scripted";

    string IAlertRule.Runbook => "Look.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await PlatformHost.StartAsync(
        settings =>
        {
            settings["AlertWebhookUrl"] = "https://alerts.example/in";
            settings["AlertWebhookSecret"] = Secret;
            settings["AlertQueue"] = "alerts-out";
            settings["MetricsPlatformOptions"] = """{"alerts":{"openAfterLooks":1,"resolveAfterMinutes":0}}""";
        },
        services => services.AddSingleton<IAlertRule>(this).AddSingleton<IOutsideHttp>(this));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task An_alert_is_told_signed_once_muted_with_a_reason_and_told_to_be_over()
    {
        _found = [new("team:a", AlertSeverity.Critical, "It is so", true, [new("component", "component:default/x", "this one")])];
        await LookAsync();
        await LookAsync();

        // The first call was answered with 503 and is made again.
        await Eventually.HoldsAsync(() => Calls().Count >= 2, Cancel, "the address was called twice");
        var calls = Calls();
        Assert.Single(calls.Select(call => Header(call, "Idempotency-Key")).Distinct());
        Assert.All(calls, call => Assert.True(TimedSignature.IsValid(
            OwnSignature.Version, [Secret], long.Parse(Header(call, OwnSignature.TimestampHeader)), call.Body!.Value.Span,
            Header(call, OwnSignature.Header))));
        var news = JsonNode.Parse(calls[0].Body!.Value.Span)!;
        Assert.Equal(
            ("scripted", "team:a", "open", "Look."),
            ((string)news["rule"]!, (string)news["subject"]!, (string)news["state"]!, (string)news["runbook"]!));
        var queued = await QueuedAsync();
        Assert.Equal((string)news["id"]!, (string)Assert.Single(queued)["id"]!);

        var id = Alert.IdOf("scripted", "team:a");
        using var nothing = await _host.Client.PostAsJsonAsync($"metrics/alerts/{id}/mute", new JsonObject(), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, nothing.StatusCode);
        using var muted = await _host.Client.PostAsJsonAsync(
            $"metrics/alerts/{id}/mute",
            new JsonObject
            {
                ["reason"] = "we know",
                ["until"] = $"{TimeProvider.System.GetUtcNow().AddHours(1):yyyy-MM-ddTHH:mm:ssZ}",
            },
            Cancel);
        using var acknowledged = await _host.Client.PostAsJsonAsync(
            $"metrics/alerts/{id}/acknowledge", new JsonObject { ["reason"] = "looking" }, Cancel);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (muted.StatusCode, acknowledged.StatusCode));
        _found = [];
        await LookAsync();
        Assert.Single(await QueuedAsync());
        using var unmuted = await _host.Client.DeleteAsync($"metrics/alerts/{id}/mute", Cancel);
        await LookAsync();

        Assert.Equal(["open", "resolved"], (await QueuedAsync()).Select(one => (string)one["state"]!));
        var told = (await _host.Client.GetFromJsonAsync<JsonNode>($"metrics/alerts/{id}", Cancel))!["alert"]!;
        Assert.Equal(
            ["acknowledged", "muted", "opened", "resolved", "unmuted"],
            told["history"]!.AsArray().Select(one => ((string)one!["what"]!).Split(' ')[0]).Order(StringComparer.Ordinal));
        var listed = (await _host.Client.GetFromJsonAsync<JsonNode>("metrics/alerts?state=resolved&rule=scripted", Cancel))!;
        Assert.Equal(id, (string)Assert.Single(listed["items"]!.AsArray())!["alert"]!["id"]!);
        var audit = await _host.Client.GetStringAsync($"audit?subject={id}", Cancel);
        Assert.Contains("MetricsAlertsMute", audit, StringComparison.Ordinal);
        Assert.Contains("MetricsAlertsAcknowledge", audit, StringComparison.Ordinal);
    }

    Task<IReadOnlyList<AlertFinding>?> IAlertRule.LookAsync(AlertFigures figures, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<AlertFinding>?>(_found);

    Core.Primitives.Problem? IOutsideHttp.WhyRefused(OutsideAudience audience, string method, Uri url) => null;

    Task<OutsideAnswer> IOutsideHttp.SendAsync(OutsideRequest request, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _calls.Add(request);
            return Task.FromResult<OutsideAnswer>(new OutsideAnswer.Answered(
                _failures-- > 0 ? 503 : 204, new Dictionary<string, string>(), ReadOnlyMemory<byte>.Empty, null));
        }
    }

    private IReadOnlyList<OutsideRequest> Calls()
    {
        lock (_lock)
        {
            return [.. _calls];
        }
    }

    private static string Header(OutsideRequest request, string name) =>
        request.Headers.Single(header => header.Key == name).Value;

    private async Task<IReadOnlyList<JsonNode>> QueuedAsync()
    {
        var messages = await _host.Storage.Queues.GetQueueClient("alerts-out").PeekMessagesAsync(32, Cancel);
        return [.. messages.Value.Select(message => JsonNode.Parse(message.Body.ToString())!)
            .Select(message => message["message"] ?? message)];
    }

    private Task<AlertSummary> LookAsync() => _host.Services.GetRequiredService<AlertRun>().RunAsync(Cancel);
}

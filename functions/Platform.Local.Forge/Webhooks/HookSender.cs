using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Platform.Local.Forge.Faults;
using Platform.Local.Forge.Repositories;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Webhooks;

/// <summary>Delivers events as GitHub does: signed, once, with a time limit, without a retry and without an order.</summary>
internal sealed partial class HookSender(
    ForgeStore store,
    DeliveryStore deliveries,
    HookBook hooks,
    FaultBook faults,
    BackgroundWork background,
    HttpClient client,
    TimeProvider time,
    ILogger<HookSender> logger)
{
    private const int MaxResponse = 16 * 1024;

    private readonly HeldDeliveries _held = new();

    /// <summary>To every hook of the repository and of its owner that wants the event.</summary>
    public void Publish(RepositoryData repository, string name, string? action, JsonObject payload)
    {
        foreach (var hook in hooks.Of(repository).Where(hook => hook.Wants(name)))
        {
            Send(hook, repository, name, action, payload);
        }
    }

    public void Send(Hook hook, RepositoryData? repository, string name, string? action, JsonObject payload)
    {
        var fault = repository is null ? null : faults.TakeWebhook(repository, name);
        var delivery = new Delivery
        {
            Id = store.Ids.Next(),
            Guid = Guid.NewGuid().ToString(),
            HookId = hook.Id,
            RepositoryId = repository?.Id,
            Repository = repository?.FullName,
            Event = name,
            Action = action,
            Fault = fault?.Fault,
            Payload = payload.ToJsonString(JsonFile.Options),
            DeliveredAt = time.GetUtcNow(),
        };
        if (fault?.Fault == FaultKind.LostWebhook)
        {
            // As GitHub lists one that found nobody; it can be delivered again by hand.
            deliveries.Save(delivery with { StatusCode = 0, Status = "failed to connect to host" });
            return;
        }

        deliveries.Save(delivery);
        var successor = fault?.Fault == FaultKind.ReorderedWebhook ? _held.SuccessorOf(delivery) : Task.CompletedTask;
        background.Run(stopping => SendAsync(delivery, fault, successor, stopping));
        if (fault?.Fault == FaultKind.DuplicateWebhook)
        {
            Redeliver(delivery);
        }
    }

    /// <summary>Sends the same bytes under the same delivery id again.</summary>
    public void Redeliver(Delivery first)
    {
        var again = first with
        {
            Id = store.Ids.Next(),
            Redelivery = true,
            Fault = null,
            StatusCode = null,
            Status = "pending",
            DeliveredAt = time.GetUtcNow(),
        };
        deliveries.Save(again);
        background.Run(stopping => AttemptAsync(again, stopping));
    }

    /// <summary>Sends what the last forge on this data folder was killed in.</summary>
    public void Resume()
    {
        foreach (var delivery in deliveries.Pending())
        {
            background.Run(stopping => AttemptAsync(delivery, stopping));
        }
    }

    private async Task SendAsync(Delivery delivery, FaultRule? fault, Task successor, CancellationToken stopping)
    {
        switch (fault?.Fault)
        {
            case FaultKind.LateWebhook:
                await Task.Delay(fault.Delay, time, stopping);
                await AttemptAsync(delivery, stopping);
                break;
            case FaultKind.ReorderedWebhook:
                await Task.WhenAny(successor, Task.Delay(fault.Delay, time, stopping));
                await AttemptAsync(delivery, stopping);
                break;
            default:
                await AttemptAsync(delivery, stopping);
                _held.Passed(delivery);
                break;
        }
    }

    private async Task AttemptAsync(Delivery delivery, CancellationToken stopping)
    {
        if (hooks.Find(delivery.HookId, delivery.RepositoryId) is not var (hook, target))
        {
            deliveries.Save(delivery with { StatusCode = 0, Status = "the hook is gone" });
            return;
        }

        var (request, headers) = Request(hook, target, delivery);
        var started = Stopwatch.GetTimestamp();
        try
        {
            using (request)
            using (var response = await client.SendAsync(request, stopping))
            {
                var body = await response.Content.ReadAsStringAsync(stopping);
                Finish(
                    delivery with
                    {
                        RequestHeaders = headers,
                        StatusCode = (int)response.StatusCode,
                        Status = response.IsSuccessStatusCode ? "OK" : $"Invalid HTTP Response: {(int)response.StatusCode}",
                        ResponseHeaders = response.Headers.ToDictionary(
                            pair => pair.Key,
                            pair => string.Join(", ", pair.Value)),
                        ResponseBody = body.Length > MaxResponse ? body[..MaxResponse] : body,
                    },
                    started);
            }
        }
        catch (Exception unreachable)
            when (unreachable is HttpRequestException or TaskCanceledException && !stopping.IsCancellationRequested)
        {
            Log.Unreachable(logger, delivery.Event, hook.Id, unreachable.Message);
            var status = unreachable is TaskCanceledException ? "timed out" : "failed to connect to host";
            Finish(delivery with { RequestHeaders = headers, StatusCode = 0, Status = status }, started);
        }
    }

    private void Finish(Delivery delivery, long started)
    {
        deliveries.Save(delivery with { Duration = Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 3) });
        var status = delivery.StatusCode is >= 200 and < 300 ? "active" : "failed";
        hooks.Remember(delivery.HookId, delivery.RepositoryId, delivery.StatusCode, status);
    }

    private static (HttpRequestMessage Request, Dictionary<string, string> Headers) Request(
        Hook hook,
        HookTarget target,
        Delivery delivery)
    {
        var form = hook.ContentType == "form";
        var body = Encoding.UTF8.GetBytes(form ? $"payload={Uri.EscapeDataString(delivery.Payload)}" : delivery.Payload);
        var headers = new Dictionary<string, string>
        {
            ["User-Agent"] = "GitHub-Hookshot/forge",
            ["X-GitHub-Delivery"] = delivery.Guid,
            ["X-GitHub-Event"] = delivery.Event,
            ["X-GitHub-Hook-ID"] = hook.Id.ToString(CultureInfo.InvariantCulture),
            ["X-GitHub-Hook-Installation-Target-ID"] = target.Id.ToString(CultureInfo.InvariantCulture),
            ["X-GitHub-Hook-Installation-Target-Type"] = target.Type,
        };
        if (hook.Secret is { Length: > 0 } secret)
        {
            headers["X-Hub-Signature-256"] = WebhookSignature.Of(secret, body);
        }

        var request = new HttpRequestMessage(HttpMethod.Post, hook.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(
            form ? "application/x-www-form-urlencoded" : "application/json");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return (request, headers);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Event} could not be delivered to hook {Hook}: {Reason}")]
        public static partial void Unreachable(ILogger logger, string @event, long hook, string reason);
    }
}

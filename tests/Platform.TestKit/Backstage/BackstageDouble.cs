using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Platform.TestKit.Backstage;

/// <summary>
/// A real web server in a Backstage's place: the catalog routes that are read from outside, with its shapes, its cursors that
/// embed the question, its default order by uid and its error bodies. Every answer that is not ordered to be wrong is held
/// against <see cref="BackstageContract"/>.
/// </summary>
public sealed class BackstageDouble : IAsyncDisposable
{
    public const string Token = "backstage-test-token";

    private readonly WebApplication _app;
    private readonly Lock _gate = new();
    private readonly List<(BackstageFault Fault, int Skip, int Left)> _faults = [];
    private readonly ConcurrentQueue<(string Method, string Address)> _requests = new();
    private readonly CancellationTokenSource _ended = new();

    private BackstageDouble(WebApplication app) => _app = app;

    public BackstageEntities Entities { get; } = new();

    /// <value>As people write it: without the path of the API.</value>
    public string Url => _app.Urls.First();

    /// <value>What was asked for, in order.</value>
    public IReadOnlyList<(string Method, string Address)> Requests => [.. _requests];

    /// <value>Before each answer.</value>
    public TimeSpan Delay { get; set; }

    public static async Task<BackstageDouble> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var backstage = new BackstageDouble(app);
        app.Run(backstage.AnswerAsync);
        await app.StartAsync();
        return backstage;
    }

    public void Add(BackstageFault fault)
    {
        lock (_gate)
        {
            _faults.Add((fault, fault.Skip, fault.Times));
        }
    }

    public void ClearFaults()
    {
        lock (_gate)
        {
            _faults.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _app.DisposeAsync();
        _ended.Dispose();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        _requests.Enqueue((http.Request.Method, $"{http.Request.Path}{http.Request.QueryString}"));
        await Task.Delay(Delay, http.RequestAborted);
        if (http.Request.Headers.Authorization != $"Bearer {Token}")
        {
            await ErrorAsync(http, 401, "AuthenticationError", "Missing credentials");
            return;
        }

        var fault = Take();
        if (fault is { Status: >= 400 })
        {
            if (fault.RetryAfter is { } seconds)
            {
                http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            }

            await ErrorAsync(http, fault.Status, "ServiceUnavailableError", "As ordered.");
            return;
        }

        var (status, body) = BackstageRoutes.Answer(Entities, http.Request);
        if (fault is null)
        {
            BackstageContract.Check(http.Request.Path, status, body);
        }

        await WriteAsync(http, status, body, fault);
    }

    private BackstageFault? Take()
    {
        lock (_gate)
        {
            for (var i = 0; i < _faults.Count; i++)
            {
                var (fault, skip, left) = _faults[i];
                if (left == 0)
                {
                    continue;
                }

                _faults[i] = (fault, Math.Max(0, skip - 1), skip > 0 ? left : left - 1);
                if (skip == 0)
                {
                    return fault;
                }
            }

            return null;
        }
    }

    private async Task WriteAsync(HttpContext http, int status, JsonNode body, BackstageFault? fault)
    {
        var pages = (body as JsonObject)?["pageInfo"] as JsonObject;
        switch (fault?.Status)
        {
            case BackstageFault.EarlyEnd:
                pages?.Remove("nextCursor");
                break;
            case BackstageFault.Circle when pages is not null:
                pages["nextCursor"] = BackstageRoutes.CursorAt(string.Empty, Entities.Count);
                break;
            case BackstageFault.Twice when body["items"] is JsonArray { Count: > 0 } items:
                items.Add(items[0]!.DeepClone());
                break;
            case BackstageFault.PageForPeople:
                http.Response.ContentType = "text/html";
                await http.Response.WriteAsync("<!doctype html><title>Backstage</title>");
                return;
            case BackstageFault.Silence:
                using (var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, _ended.Token))
                {
                    await Task.Delay(Timeout.Infinite, either.Token).ContinueWith(_ => { }, TaskScheduler.Default);
                }

                http.Abort();
                return;
        }

        var text = Encoding.UTF8.GetBytes(body.ToJsonString());
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = text.Length;
        if (fault?.Status != BackstageFault.HalfBody)
        {
            await http.Response.Body.WriteAsync(text);
            return;
        }

        await http.Response.Body.WriteAsync(text.AsMemory(0, text.Length / 2));
        await http.Response.Body.FlushAsync();
        http.Abort();
    }

    private static Task ErrorAsync(HttpContext http, int status, string name, string message)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        return http.Response.WriteAsync(BackstageRoutes.Error(http.Request, status, name, message).ToJsonString());
    }
}

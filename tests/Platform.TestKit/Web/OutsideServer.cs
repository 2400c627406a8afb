using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Platform.TestKit.Web;

/// <param name="Headers">By names in lower case.</param>
public sealed record OutsideCall(string Method, string PathAndQuery, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>A web server on a free loopback port, in the place of what the platform calls; it answers as it is told.</summary>
public sealed class OutsideServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<OutsideCall> _calls = new();
    private readonly WebApplication _app;

    private OutsideServer(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.First());

    /// <value>In the order in which they came.</value>
    public IReadOnlyList<OutsideCall> Calls => [.. _calls];

    /// <value>Says what is answered; 200 and nothing when left alone.</value>
    public Func<OutsideCall, HttpContext, Task> Answer { get; set; } = (_, _) => Task.CompletedTask;

    public static async Task<OutsideServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new OutsideServer(app);
        app.Run(server.TakeAsync);
        await app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var call = new OutsideCall(
            http.Request.Method,
            $"{http.Request.Path}{http.Request.QueryString}",
            http.Request.Headers.ToDictionary(
                header => header.Key.ToLowerInvariant(), header => header.Value.ToString(), StringComparer.Ordinal),
            await reader.ReadToEndAsync());
        _calls.Enqueue(call);
        await Answer(call, http);
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Platform.Functions.Cli;

namespace Platform.TestKit.Observability;

/// <summary>Takes what is exported over OTLP/HTTP, as bytes: names and ids stand in them as they are.</summary>
public sealed class OtlpCollector : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<(string Path, string Body)> _received = new();

    public OtlpCollector()
    {
        Endpoint = new Uri($"http://127.0.0.1:{LoopbackPort.Free()}/");
        _listener.Prefixes.Add(Endpoint.AbsoluteUri);
        _listener.Start();
        _ = ListenAsync();
    }

    public Uri Endpoint { get; }

    /// <summary>Everything sent to the path of a signal: v1/traces, v1/metrics, v1/logs.</summary>
    public string Received(string path) =>
        string.Concat(_received.Where(request => request.Path == path).Select(request => request.Body));

    public void Dispose() => _listener.Close();

    private async Task ListenAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                _received.Enqueue((context.Request.Url!.AbsolutePath.TrimStart('/'), Encoding.Latin1.GetString(body.ToArray())));
                context.Response.ContentType = "application/x-protobuf";
                context.Response.Close();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Platform.Conformance.Target;

namespace Platform.Conformance.ChatOps;

/// <summary>
/// Takes replies in Slack's place, at the loopback origin that the platform's setting SlackResponseHosts allows.
/// </summary>
internal sealed class ReplyListener : IDisposable
{
    private readonly ConcurrentQueue<(string Path, JsonNode Payload)> _replies = new();
    private readonly HttpListener _listener = new();
    private readonly string _origin;

    public ReplyListener(PlatformUnderTest platform)
    {
        _origin = platform.Need("PLATFORM_SLACK_REPLIES").TrimEnd('/');
        _listener.Prefixes.Add(_origin + "/");
        _listener.Start();
        _ = ListenAsync();
    }

    public string NewAddress() => $"{_origin}/commands/{Guid.NewGuid():N}";

    /// <summary>Waits for the reply of which the text contains this.</summary>
    public async Task<string> FindAsync(string address, string part)
    {
        var found = await Eventually.FindAsync(
            () => Task.FromResult(_replies.Where(reply => _origin + reply.Path == address)
                .Select(reply => (string)reply.Payload["text"]!)
                .FirstOrDefault(text => text.Contains(part, StringComparison.Ordinal))),
            $"a reply with '{part}'");
        return found;
    }

    public void Dispose() => _listener.Close();

    private async Task ListenAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                var payload = await JsonNode.ParseAsync(context.Request.InputStream);
                _replies.Enqueue((context.Request.Url!.AbsolutePath, payload!));
                context.Response.StatusCode = (int)HttpStatusCode.OK;
                context.Response.Close();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}

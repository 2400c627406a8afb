using System.Net;
using System.Text;

namespace Platform.Adapters.Tests.GitHub;

/// <summary>Answers from a list, throws on a call that nobody scripted. For errors that no server makes to order.</summary>
internal sealed class ScriptedGitHub : HttpMessageHandler
{
    private readonly Queue<Func<HttpResponseMessage>> _answers = new();

    public List<string> Requests { get; } = [];

    public List<string> Bodies { get; } = [];

    public ScriptedGitHub Answer(int status, string body = "{}", params (string Name, string Value)[] headers) =>
        Typed(status, body, "application/json", headers);

    public ScriptedGitHub Typed(int status, string body, string mediaType, params (string Name, string Value)[] headers)
    {
        _answers.Enqueue(() =>
        {
            var response = new HttpResponseMessage((HttpStatusCode)status)
            {
                Content = status == (int)HttpStatusCode.NoContent
                    ? new ByteArrayContent([])
                    : new StringContent(body, Encoding.UTF8, mediaType),
            };
            foreach (var (name, value) in headers)
            {
                response.Headers.Add(name, value);
            }

            return response;
        });
        return this;
    }

    public ScriptedGitHub Message(int status, string message, params (string Name, string Value)[] headers) =>
        Answer(status, $$"""{"message": "{{message}}"}""", headers);

    public ScriptedGitHub Drop(Exception with)
    {
        _answers.Enqueue(() => throw with);
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Bodies.Add(request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : string.Empty);
        Requests.Add($"{request.Method} {request.RequestUri!.PathAndQuery}");
        var answer = _answers.TryDequeue(out var next)
            ? next()
            : throw new InvalidOperationException($"Nobody scripted {Requests[^1]}.");
        answer.RequestMessage = request;
        return answer;
    }
}

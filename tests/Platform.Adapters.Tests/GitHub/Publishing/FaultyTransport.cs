namespace Platform.Adapters.Tests.GitHub.Publishing;

/// <summary>The real connection to the forge, with one fault at one request, and a record of all that passed.</summary>
internal sealed class FaultyTransport(Fault? fault, int at) : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly Lock _lock = new();
    private readonly List<string> _requests = [];

    /// <summary>Method and path below the organisation, in order.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    /// <value>Whether the run was long enough for the fault to happen.</value>
    public bool Happened => Requests.Count > at;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        int index;
        lock (_lock)
        {
            index = _requests.Count;
            _requests.Add($"{request.Method} {request.RequestUri!.PathAndQuery}");
        }

        return fault is not null && index == at
            ? Task.FromResult(fault.Answer())
            : base.SendAsync(request, cancellationToken);
    }
}

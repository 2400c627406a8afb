using System.Collections.Concurrent;
using Platform.Local.Forge.Faults;

namespace Platform.Local.Forge.Http;

/// <summary>One request that the forge received; <see cref="Status"/> is 0 when the connection was dropped.</summary>
internal sealed record Exchange(long Sequence, DateTimeOffset At, string Method, string Route, string Path)
{
    /// <value>Of a query, known once its body was read.</value>
    public string? Owner { get; set; }

    public string? Repository { get; init; }

    public bool Mutating { get; init; }

    public int Status { get; set; }

    public bool Dropped { get; set; }

    public FaultKind? Fault { get; set; }
}

/// <summary>The last requests in the order they came, so that tests can count and order them.</summary>
internal sealed class RequestJournal(TimeProvider time)
{
    private const int Capacity = 100_000;
    private readonly ConcurrentQueue<Exchange> _exchanges = new();
    private long _sequence;

    public Exchange Begin(HttpContext context, ApiRoute route)
    {
        var owner = context.Request.RouteValues["owner"] ?? context.Request.RouteValues["org"];
        var exchange = new Exchange(
            Interlocked.Increment(ref _sequence),
            time.GetUtcNow(),
            context.Request.Method,
            route.Name,
            context.Request.Path)
        {
            Owner = owner?.ToString(),
            Repository = NameOf(context.Request.RouteValues["repo"]?.ToString()),
            Mutating =
                !HttpMethods.IsGet(context.Request.Method)
                && !HttpMethods.IsHead(context.Request.Method)
                && route.MutatesByMethod,
        };
        if (route.IsGitHub)
        {
            _exchanges.Enqueue(exchange);
            while (_exchanges.Count > Capacity)
            {
                _exchanges.TryDequeue(out _);
            }
        }

        return exchange;
    }

    /// <summary>Requests whose owner is <paramref name="owner"/>, or all; unfinished ones have status 0, too.</summary>
    public IReadOnlyList<Exchange> Of(string? owner, string? repository, long after) =>
        [
            .. _exchanges.Where(exchange =>
                exchange.Sequence > after && Matches(owner, exchange.Owner) && Matches(repository, exchange.Repository)),
        ];

    // git's addresses end in .git, which no name of a repository does.
    private static string? NameOf(string? written) =>
        written?.EndsWith(".git", StringComparison.Ordinal) == true ? written[..^4] : written;

    private static bool Matches(string? wanted, string? found) =>
        wanted is null || string.Equals(wanted, found, StringComparison.OrdinalIgnoreCase);
}

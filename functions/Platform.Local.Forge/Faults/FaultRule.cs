using Platform.Local.Forge.Http;

namespace Platform.Local.Forge.Faults;

/// <summary>The ways in which GitHub lets its callers down.</summary>
internal enum FaultKind
{
    /// <summary>404 for something that is there: a read right after its creation.</summary>
    NotFound,

    /// <summary>409: the repository is there and its first commit is not.</summary>
    EmptyRepository,

    /// <summary>Somebody else makes a repository of that name just before the call.</summary>
    NameTaken,

    /// <summary>403 with <c>Retry-After</c> and a text about the secondary limit.</summary>
    SecondaryLimit,

    /// <summary>403 with no calls remaining until the reset.</summary>
    RateLimited,

    /// <summary>429 with <c>Retry-After</c>.</summary>
    TooManyRequests,

    /// <summary>A 5xx before any effect.</summary>
    ServerError,

    /// <summary>The connection breaks and nothing happened.</summary>
    DropBefore,

    /// <summary>The connection breaks and everything happened.</summary>
    DropAfter,

    /// <summary>A webhook arrives twice with the same delivery id.</summary>
    DuplicateWebhook,

    /// <summary>A webhook arrives late, and so perhaps after its successors.</summary>
    LateWebhook,
}

/// <summary>One kind of misbehaviour for a number of matching requests or deliveries.</summary>
internal sealed record FaultRule
{
    public required FaultKind Fault { get; init; }

    public required string Org { get; init; }

    public string? Repo { get; init; }

    public string? Method { get; init; }

    /// <value>As in GitHub's reference (names of parameters don't matter), <c>*</c> for anything; null is any route.</value>
    public string? RoutePattern { get; init; }

    /// <value>For webhooks: the event's name; null is any.</value>
    public string? Event { get; init; }

    public int Times { get; init; } = 1;

    /// <value>So many matches go well before the first one that doesn't.</value>
    public int Skip { get; init; }

    /// <value>For <see cref="FaultKind.ServerError"/>.</value>
    public int Status { get; init; } = 502;

    public int RetryAfterSeconds { get; init; } = 1;

    /// <value>For <see cref="FaultKind.LateWebhook"/>.</value>
    public int DelayMilliseconds { get; init; } = 1000;

    public FaultKind Kind => Fault;

    public bool IsWebhook => Fault is FaultKind.DuplicateWebhook or FaultKind.LateWebhook;

    /// <summary>The answer that replaces the real one; null when the fault works otherwise.</summary>
    public Answer? Instead(DateTimeOffset now) =>
        Fault switch
        {
            FaultKind.NotFound => Answer.NotFound,
            FaultKind.EmptyRepository => Answer.EmptyRepository,
            FaultKind.SecondaryLimit => Limited(
                403,
                "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."),
            FaultKind.TooManyRequests => Limited(
                429,
                "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."),
            FaultKind.RateLimited => Answer.Error(403, "API rate limit exceeded for installation ID 1.") with
            {
                Headers = new Dictionary<string, string>
                {
                    ["X-RateLimit-Remaining"] = "0",
                    ["X-RateLimit-Reset"] = Text(now.AddSeconds(RetryAfterSeconds).ToUnixTimeSeconds()),
                },
            },
            FaultKind.ServerError => Answer.Error(Status, "Server Error"),
            _ => null,
        };

    private Answer Limited(int status, string message) =>
        Answer.Error(status, message) with
        {
            Headers = new Dictionary<string, string> { ["Retry-After"] = Text(RetryAfterSeconds) },
        };

    private static string Text(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

namespace Platform.Local.Forge.Faults;

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

    /// <value>Of the faulty answer; null is the one that GitHub uses most for the kind.</value>
    public int? Status { get; init; }

    /// <value>Null leaves the hint out, as GitHub sometimes does.</value>
    public int? RetryAfterSeconds { get; init; } = 1;

    /// <value>How late, how slow, or how far behind.</value>
    public int DelayMilliseconds { get; init; } = 1000;

    public TimeSpan Delay => TimeSpan.FromMilliseconds(DelayMilliseconds);
}

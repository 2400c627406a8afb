using System.Text.Json.Nodes;

namespace Platform.TestKit.Forge;

/// <summary>A fault that the forge can be told to commit, in one of its forms.</summary>
/// <param name="Kind">As the forge names it.</param>
/// <param name="RetryAfter">In seconds; null leaves the hint out.</param>
public sealed record ForgeFault(string Kind, int? Status = null, int? RetryAfter = 0)
{
    private const string Repository = "/repos/{owner}/{repo}";

    /// <value>Longer than any client waits.</value>
    private const int Hours = 3_600_000;

    /// <value>What may happen to a webhook.</value>
    public static IReadOnlyList<ForgeFault> OfWebhooks { get; } =
        [new("duplicate-webhook"), new("late-webhook"), new("reordered-webhook"), new("lost-webhook")];

    /// <value>Every one that passes when the call is repeated; lagging reads are not one call's fault.</value>
    public static IReadOnlyList<ForgeFault> Passing { get; } =
    [
        new("not-found"), new("empty-repository"), new("conflict"), new("object-missing"),
        new("secondary-limit", 403), new("secondary-limit", 403, RetryAfter: null), new("secondary-limit", 429),
        new("too-many-requests", 429), new("too-many-requests", 429, RetryAfter: null),
        new("rate-limited", 403), new("rate-limited", 429),
        new("server-error", 500), new("server-error", 502), new("server-error", 503), new("server-error-after", 502),
        new("error-page", 502), new("error-page", 503),
        new("drop-before"), new("drop-after"), new("half-body"), new("truncated-body"), new("slow-headers"), new("slow-body"),
    ];

    /// <value>The client gives the call up.</value>
    public bool IsSlow => Kind.StartsWith("slow", StringComparison.Ordinal);

    /// <summary>As an entry of chaos.</summary>
    public JsonObject Entry() => new()
    {
        ["fault"] = Kind,
        ["status"] = Status,
        ["retryAfterSeconds"] = RetryAfter,
        ["delayMilliseconds"] = IsSlow ? Hours : 1000,
    };

    public static ForgeFault Named(string name) => Passing.Single(fault => fault.ToString() == name);

    /// <summary>Whether the fault makes sense at this call.</summary>
    public bool CanMeet(ForgeCall call) => Kind switch
    {
        "not-found" => call.Route.StartsWith(Repository, StringComparison.Ordinal),
        "empty-repository" => call.Route.StartsWith($"{Repository}/git/", StringComparison.Ordinal),
        "conflict" => call.Method != "GET",
        "object-missing" => call is { Method: "POST", Route: $"{Repository}/git/trees" or $"{Repository}/git/commits" }
            or { Method: "POST", Route: $"{Repository}/git/refs" }
            or { Method: "PATCH", Route: $"{Repository}/git/refs/{{ref}}" },
        _ => true,
    };

    public JsonObject Rule(string organization, ForgeCall call)
    {
        var rule = Entry();
        rule["org"] = organization;
        rule["method"] = call.Method;
        rule["routePattern"] = call.Route;
        return rule;
    }

    public override string ToString() =>
        $"{Kind}{(Status is { } status ? $"-{status}" : "")}{(RetryAfter is null ? "-without-hint" : "")}";
}

/// <summary>One operation of GitHub's reference.</summary>
public sealed record ForgeCall(string Method, string Route)
{
    public override string ToString() => $"{Method} {Route}";
}

namespace Platform.Adapters.Graph;

/// <summary>What can go wrong with Microsoft Graph.</summary>
public static class GraphProblems
{
    public const string Unauthorized = "graph-unauthorized";
    public const string Forbidden = "graph-forbidden";
    public const string Throttled = "graph-throttled";
    public const string Unavailable = "graph-unavailable";
    public const string Rejected = "graph-rejected";

    /// <summary>An answer that is not as Graph's reference has it.</summary>
    public const string Unexpected = "graph-unexpected-answer";

    /// <summary>The token of the last sweep is too old; everything has to be listed again.</summary>
    public const string Resync = "graph-resync-required";
}

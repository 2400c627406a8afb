namespace Platform.Core.Catalog.Ingestion;

/// <summary>What a catalog writes on every entity about the place that it was read at; the names are Backstage's.</summary>
public static class LocationAnnotations
{
    public const string ManagedBy = "backstage.io/managed-by-location";
    public const string Origin = "backstage.io/managed-by-origin-location";
    public const string View = "backstage.io/view-url";
    public const string Edit = "backstage.io/edit-url";
    public const string SourceLocation = "backstage.io/source-location";

    public const string UrlPrefix = "url:";

    /// <value>Derived from the place, where the descriptor itself says nothing else.</value>
    public static IReadOnlyList<string> Derived { get; } = [View, Edit, SourceLocation];
}

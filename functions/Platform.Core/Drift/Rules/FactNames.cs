namespace Platform.Core.Drift.Rules;

/// <summary>Names of what rules rest on. Those of the world are the parts that <see cref="IDriftWorld.Part"/> tells of.</summary>
public static class FactNames
{
    public const string Listing = "repository.listing";
    public const string Content = "repository.content";
    public const string Protection = "repository.protection";
    public const string Ci = "repository.ci";
    public const string Commits = "repository.commits";

    /// <summary>The entities of the catalog and what they say of each other.</summary>
    public const string Catalog = "catalog";

    /// <summary>Which repositories there are; complete when every listing was.</summary>
    public const string Repositories = "repositories";

    /// <summary>Members of groups, and the logins of users.</summary>
    public const string People = "people";

    /// <summary>Last deployments, from delivery events.</summary>
    public const string Deployments = "deployments";

    /// <summary>Applications, from Argo CD's notifications.</summary>
    public const string Argo = "argo";

    /// <summary>Which template made what, and what it is like now.</summary>
    public const string Provenance = "provenance";

    public const string Links = "links";
    public const string OwnerReports = "owner-reports";
    public const string Counts = "counts";

    /// <value>Those that every repository brings itself.</value>
    public static IReadOnlyList<string> OfRepository { get; } = [Listing, Content, Protection, Ci, Commits];

    public static IReadOnlyList<string> OfWorld { get; } =
        [Catalog, Repositories, People, Deployments, Argo, Provenance, Links, OwnerReports, Counts];
}

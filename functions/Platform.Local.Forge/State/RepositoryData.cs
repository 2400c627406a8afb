using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Platform.Local.Forge.State;

/// <summary>Everything GitHub knows of a repository besides its git objects; replaced and persisted as a whole.</summary>
internal sealed record RepositoryData
{
    public required long Id { get; init; }

    public required string Owner { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public string? Homepage { get; init; }

    public string Visibility { get; init; } = "public";

    public string DefaultBranch { get; init; } = "main";

    public bool Archived { get; init; }

    /// <value>The first commit is still to be made: GitHub makes it after the creating call has answered.</value>
    public bool Initializing { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required DateTimeOffset PushedAt { get; init; }

    /// <value>Switches that the forge keeps and shows but does not act on (<c>has_wiki</c>, <c>is_template</c>...).</value>
    public ImmutableSortedDictionary<string, JsonNode?> Settings { get; init; } =
        ImmutableSortedDictionary<string, JsonNode?>.Empty;

    public ImmutableArray<string> Topics { get; init; } = [];

    public ImmutableSortedDictionary<string, JsonNode?> Properties { get; init; } =
        ImmutableSortedDictionary<string, JsonNode?>.Empty;

    public ImmutableArray<Hook> Hooks { get; init; } = [];

    public ImmutableSortedDictionary<string, NamedValue> Variables { get; init; } = NamedValue.None;

    public ImmutableSortedDictionary<string, NamedValue> Secrets { get; init; } = NamedValue.None;

    public ImmutableArray<EnvironmentData> Environments { get; init; } = [];

    public ImmutableArray<JsonObject> Rulesets { get; init; } = [];

    /// <value>The oldest first.</value>
    public ImmutableArray<PullRequestData> PullRequests { get; init; } = [];

    /// <value>The oldest first; pull requests are issues, too, but stand above.</value>
    public ImmutableArray<IssueData> Issues { get; init; } = [];

    /// <value>The oldest first.</value>
    public ImmutableArray<DeploymentData> Deployments { get; init; } = [];

    /// <value>The oldest first.</value>
    public ImmutableArray<ReleaseData> Releases { get; init; } = [];

    /// <value>The oldest first.</value>
    public ImmutableArray<CheckRunData> CheckRuns { get; init; } = [];

    public ImmutableArray<MilestoneData> Milestones { get; init; } = [];

    public ImmutableArray<JsonObject> Autolinks { get; init; } = [];

    public ImmutableArray<JsonObject> DeployKeys { get; init; } = [];

    /// <value>How its website is built; null while it has none.</value>
    public JsonObject? Pages { get; init; }

    /// <value>By branch, as it was ordered.</value>
    public ImmutableSortedDictionary<string, JsonObject> Protections { get; init; } =
        ImmutableSortedDictionary<string, JsonObject>.Empty;

    /// <value>Permissions by login.</value>
    public ImmutableSortedDictionary<string, string> Collaborators { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <value>Permissions by the slug of a team.</value>
    public ImmutableSortedDictionary<string, string> Teams { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <value>What the tokens of its workflows say of whom they are for; null for the standard.</value>
    public JsonObject? OidcSubject { get; init; }

    public DateTimeOffset? SubscribedAt { get; init; }

    /// <value>What it was called before; requests for those names are sent on.</value>
    public ImmutableArray<string> FormerNames { get; init; } = [];

    /// <value>Of the next issue or pull request.</value>
    public int NextNumber => PullRequests.Length + Issues.Length + 1;

    public string FullName => $"{Owner}/{Name}";

    public bool IsPrivate => Visibility != "public";
}

/// <summary>An Actions variable, or a secret in the sealed form it came in (the forge has no key to open it).</summary>
internal sealed record NamedValue(string Name, string Value, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static ImmutableSortedDictionary<string, NamedValue> None { get; } =
        ImmutableSortedDictionary.Create<string, NamedValue>(StringComparer.OrdinalIgnoreCase);
}

internal sealed record EnvironmentData(
    long Id,
    string Name,
    JsonObject Settings,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    public ImmutableSortedDictionary<string, NamedValue> Variables { get; init; } = NamedValue.None;

    public ImmutableSortedDictionary<string, NamedValue> Secrets { get; init; } = NamedValue.None;

    public ImmutableArray<BranchPolicyData> BranchPolicies { get; init; } = [];
}

/// <summary>Which branches or tags may be deployed to an environment.</summary>
internal sealed record BranchPolicyData(long Id, string Name, string Type);

/// <summary>A webhook of a repository or an organization.</summary>
internal sealed record Hook(
    long Id,
    string Url,
    string ContentType,
    string? Secret,
    string InsecureSsl,
    ImmutableArray<string> Events,
    bool Active,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    public int? LastCode { get; init; }

    public string LastStatus { get; init; } = "unused";

    public bool Wants(string name) => Active && (Events.Contains("*") || Events.Contains(name));
}

/// <summary>An account that owns repositories; it exists from its first use on.</summary>
internal sealed record OwnerData(long Id, string Login, string Type, DateTimeOffset CreatedAt)
{
    public ImmutableArray<Hook> Hooks { get; init; } = [];

    public ImmutableArray<JsonObject> PropertySchema { get; init; } = [];

    public ImmutableArray<JsonObject> Rulesets { get; init; } = [];
}

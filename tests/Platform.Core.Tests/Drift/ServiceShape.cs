using System.Collections.Immutable;
using Platform.Core.Drift.Facts;
using Platform.Core.Drift.Rules;

namespace Platform.Core.Tests.Drift;

/// <summary>One generated service with all that is known of it; healthy until something is changed.</summary>
internal sealed record ServiceShape
{
    public static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public required int Number { get; init; }

    public required string Stack { get; init; }

    public required ImmutableSortedDictionary<string, string> Files { get; init; }

    /// <value>What the catalog has; null: nothing.</value>
    public string? Entity { get; init; }

    public bool IsService { get; init; } = true;

    public bool Gone { get; init; }

    public bool Archived { get; init; }

    public bool Fork { get; init; }

    public bool IsTemplate { get; init; }

    /// <value>The name under which the catalog read it; null: its present one.</value>
    public string? FormerName { get; init; }

    public BranchProtection Protection { get; init; } = new(true, true, 1, ["ci"]);

    public CiState Ci { get; init; } = new(true, "success", null, Now.AddDays(-1), null, "ci");

    public CommitShares? Commits { get; init; }

    public DateTimeOffset? LastProduction { get; init; } = Now.AddDays(-3);

    public DateTimeOffset? LifecycleSince { get; init; } = Now.AddDays(-100);

    public IReadOnlyList<EntityDependent> Dependents { get; init; } = [];

    public IReadOnlyList<ArgoApplication> Argo { get; init; } = [];

    public LinkState Link { get; init; } = new(LinkHealth.Alive, 200, null);

    public OwnerDoubt? Doubt { get; init; }

    public bool TemplateMovedOn { get; init; }

    /// <value>What the template made, by path; the texts as they were.</value>
    public ImmutableSortedDictionary<string, string> Scaffolded { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public string? DeployedAs { get; init; }

    /// <value>Whether the organization's catalog grows with it.</value>
    public bool CatalogGrows { get; init; } = true;

    public string Name => $"svc-{Number}";

    public string Key => $"component:default/{Name}";

    public string Team => $"team-{Number % 20}";

    public ServiceShape With(string path, string text) => this with { Files = Files.SetItem(path, text) };

    public ServiceShape Without(params string[] paths) => this with { Files = Files.RemoveRange(paths) };

    /// <summary>In the descriptor and in the catalog.</summary>
    public ServiceShape Described(string before, string after)
    {
        Assert.Contains(before, Entity!, StringComparison.Ordinal);
        var text = Entity!.Replace(before, after, StringComparison.Ordinal);
        return this with { Entity = text, Files = Files.SetItem("catalog-info.yaml", text) };
    }
}

namespace Platform.Core.Metrics.Rollups;

public enum ScopeKind
{
    Component,
    System,
    Team,
    Organization,
}

/// <summary>Whose figures: a component, a system, a team, or all of them.</summary>
public readonly record struct Scope(ScopeKind Kind, string Name)
{
    /// <summary>All that a cell counts for.</summary>
    /// <param name="component">Canonical; empty for what belongs to no component.</param>
    internal static IEnumerable<Scope> Of(string organization, string component, CellKey cell)
    {
        yield return new(ScopeKind.Organization, organization);
        if (component.Length > 0)
        {
            yield return new(ScopeKind.Component, component);
        }

        if (cell.Team is { } team)
        {
            yield return new(ScopeKind.Team, team);
        }

        if (cell.System is { } system)
        {
            yield return new(ScopeKind.System, system);
        }
    }
}

/// <summary>A bucket's key. The day is one of the organisation's zone.</summary>
public readonly record struct BucketKey(Scope Scope, DateOnly Day)
{
    /// <value>By kind, name and day.</value>
    public static IComparer<BucketKey> Order { get; } = Comparer<BucketKey>.Create((left, right) =>
        left.Scope.Kind != right.Scope.Kind ? left.Scope.Kind.CompareTo(right.Scope.Kind)
        : string.CompareOrdinal(left.Scope.Name, right.Scope.Name) is not 0 and var byName ? byName
        : left.Day.CompareTo(right.Day));
}

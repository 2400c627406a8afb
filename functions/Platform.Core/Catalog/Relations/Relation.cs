namespace Platform.Core.Catalog.Relations;

/// <summary>An edge between two entities; the target need not be in the catalog.</summary>
public readonly record struct Relation(EntityRef Source, string Type, EntityRef Target)
{
    /// <summary>The same fact as the target tells it.</summary>
    public Relation Inverse() => new(Target, RelationTypes.InverseOf(Type), Source);

    public override string ToString() => $"{Source} {Type} {Target}";
}

/// <summary>Backstage's relation types, each with the one that says the same from the other end.</summary>
public static class RelationTypes
{
    public const string OwnedBy = "ownedBy";
    public const string OwnerOf = "ownerOf";
    public const string PartOf = "partOf";
    public const string HasPart = "hasPart";
    public const string ProvidesApi = "providesApi";
    public const string ApiProvidedBy = "apiProvidedBy";
    public const string ConsumesApi = "consumesApi";
    public const string ApiConsumedBy = "apiConsumedBy";
    public const string DependsOn = "dependsOn";
    public const string DependencyOf = "dependencyOf";
    public const string MemberOf = "memberOf";
    public const string HasMember = "hasMember";
    public const string ChildOf = "childOf";
    public const string ParentOf = "parentOf";

    private static readonly (string, string)[] Pairs =
    [
        (OwnedBy, OwnerOf), (PartOf, HasPart), (ProvidesApi, ApiProvidedBy), (ConsumesApi, ApiConsumedBy),
        (DependsOn, DependencyOf), (MemberOf, HasMember), (ChildOf, ParentOf),
    ];

    private static readonly Dictionary<string, string> Inverses = Pairs
        .SelectMany(pair => new[] { pair, (pair.Item2, pair.Item1) })
        .ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);

    public static IReadOnlyCollection<string> All => Inverses.Keys;

    /// <summary>Whether it leads from the one that needs or belongs to the one that is needed or owns.</summary>
    public static bool IsForward(string type) => Pairs.Any(pair => pair.Item1 == type);

    public static string InverseOf(string type) => Inverses[type];
}

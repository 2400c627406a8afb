using static Platform.Core.Catalog.Relations.RelationTypes;

namespace Platform.Core.Catalog.Relations;

/// <summary>A field of <c>spec</c> that names other entities.</summary>
/// <param name="DefaultKind">The kind of a reference that names none; null when it must name one.</param>
/// <param name="OnlyOfType">The field means this for entities of that <c>spec.type</c> only.</param>
/// <param name="IsList">The kind's shape allows a list only, and says so; another value is not looked at here.</param>
internal sealed record RelationField(
    string Name, string Type, string? DefaultKind, string? OnlyOfType = null, bool IsList = false);

/// <summary>Which fields make relations, kind by kind.</summary>
internal static class RelationFields
{
    private static readonly RelationField Owner = new("owner", OwnedBy, "Group");
    private static readonly RelationField System = new("system", PartOf, "System");
    private static readonly RelationField[] Dependencies =
        [List("dependsOn", DependsOn, null), new("dependencyOf", DependencyOf, null)];

    private static readonly Dictionary<string, RelationField[]> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Component"] =
        [
            Owner, new("subcomponentOf", PartOf, "Component"), List("providesApis", ProvidesApi, "API"),
            List("consumesApis", ConsumesApi, "API"), .. Dependencies, System,
        ],
        ["API"] = [Owner, System],
        ["Resource"] = [Owner, .. Dependencies, System],
        ["System"] = [Owner, new("domain", PartOf, "Domain")],
        ["Domain"] = [Owner, new("subdomainOf", PartOf, "Domain")],
        ["User"] = [List("memberOf", MemberOf, "Group")],
        ["Group"] = [new("parent", ChildOf, "Group"), List("children", ParentOf, "Group"), List("members", HasMember, "User")],
        ["Template"] = [Owner, new("owners", OwnedBy, "Group")],
        ["AiResource"] =
        [
            Owner, System, List("dependsOn", DependsOn, "AiResource", "skill"),
            List("skills", HasPart, "AiResource", "plugin"), List("plugins", HasPart, "AiResource", "marketplace"),
        ],
    };

    public static IReadOnlyList<RelationField> Of(string kind) => Kinds.GetValueOrDefault(kind, []);

    private static RelationField List(string name, string type, string? defaultKind, string? onlyOfType = null) =>
        new(name, type, defaultKind, onlyOfType, IsList: true);
}

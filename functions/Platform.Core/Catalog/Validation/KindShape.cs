namespace Platform.Core.Catalog.Validation;

internal enum SpecFieldType
{
    Text,
    TextList,
    Object,
    Steps,
    Output,
}

/// <summary>A field of <c>spec</c>, named from spec's root; inside an object with dots.</summary>
/// <param name="UnlessType">A value of <c>spec.type</c> that does without the field although it is required.</param>
internal sealed record SpecField(string Name, SpecFieldType Type, bool Required = false, string? UnlessType = null);

/// <summary>
/// What a kind requires of its <c>spec</c>. Backstage's enumerations are open, so values are not restricted here.
/// </summary>
internal sealed record KindShape(string Kind, IReadOnlyList<string> ApiVersions, IReadOnlyList<SpecField> Fields)
{
    private static readonly string[] Core = ["backstage.io/v1alpha1", "backstage.io/v1beta1"];
    private static readonly string[] Scaffolder = ["scaffolder.backstage.io/v1beta3"];

    public static IReadOnlyList<KindShape> All { get; } =
    [
        new("Component", Core, [
            Needs("type"), Needs("lifecycle"), Needs("owner"), May("system"), May("subcomponentOf"), MayList("providesApis"),
            MayList("consumesApis"), MayList("dependsOn"), MayList("dependencyOf")]),
        new("API", Core, [
            Needs("type"), Needs("lifecycle"), Needs("owner"), Needs("definition") with { UnlessType = "mcp-server" },
            May("system")]),
        new("Resource", Core, [Needs("type"), Needs("owner"), May("system"), MayList("dependsOn"), MayList("dependencyOf")]),
        new("System", Core, [Needs("owner"), May("domain"), May("type")]),
        new("Domain", Core, [Needs("owner"), May("subdomainOf"), May("type")]),
        new("Group", Core, [
            Needs("type"), new("children", SpecFieldType.TextList, Required: true), May("parent"), MayList("members"),
            .. Profile("displayName", "email", "picture")]),
        new("User", Core, [MayList("memberOf"), .. Profile("displayName", "email", "picture")]),
        new("Location", Core, [May("type"), May("target"), MayList("targets"), May("presence")]),
        new("AiResource", Core, [Needs("type"), Needs("lifecycle"), Needs("owner"), May("system")]),
        new("Template", Scaffolder, [
            Needs("type"), new("steps", SpecFieldType.Steps, Required: true), May("owner"), MayList("owners"), May("lifecycle"),
            new("output", SpecFieldType.Output)]),
    ];

    private static SpecField Needs(string name) => new(name, SpecFieldType.Text, Required: true);

    private static SpecField May(string name) => new(name, SpecFieldType.Text);

    private static SpecField MayList(string name) => new(name, SpecFieldType.TextList);

    private static IEnumerable<SpecField> Profile(params string[] names) =>
        [new("profile", SpecFieldType.Object), .. names.Select(name => May($"profile.{name}"))];
}

using static Platform.Core.Catalog.Validation.Kinds.Shape;

namespace Platform.Core.Catalog.Validation.Kinds;

/// <summary>
/// What a kind requires of its <c>spec</c>, as the schemas of <c>@backstage/catalog-model</c> 1.10 have it. Most of Backstage's
/// enumerations are open, so few values are restricted.
/// </summary>
/// <param name="ByType">Values of <c>spec.type</c> that have a shape of their own.</param>
internal sealed record KindShape(
    string Kind, IReadOnlyList<string> ApiVersions, ObjectShape Spec, IReadOnlyDictionary<string, ObjectShape>? ByType = null)
{
    private static readonly string[] Core = ["backstage.io/v1alpha1", "backstage.io/v1beta1"];
    private static readonly string[] Alpha = ["backstage.io/v1alpha1"];

    private static readonly Member[] Owned = [Must("type"), Must("lifecycle"), Must("owner"), May("system")];

    private static readonly ObjectShape Profile = new([May("displayName"), May("email"), May("picture")]);

    private static readonly ObjectShape Remote = new([Must("type"), Must("url")]);

    public static IReadOnlyList<KindShape> All { get; } =
    [
        new("Component", Core, new([
            .. Owned, May("subcomponentOf"), May("providesApis", Texts), May("consumesApis", Texts), May("dependsOn", Texts)])),
        new("API", Core, new([.. Owned, Must("definition")]), new Dictionary<string, ObjectShape>
        {
            ["mcp-server"] = new([.. Owned, Must("remotes", new ListShape(Remote, "a list of at least one remote", Least: 1))]),
        }),
        new("Resource", Core, new([Must("type"), Must("owner"), May("dependsOn", Texts), May("system")])),
        new("System", Core, new([Must("owner"), May("domain"), May("type")])),
        new("Domain", Core, new([Must("owner"), May("subdomainOf"), May("type")])),
        new("Group", Core, new([
            Must("type"), May("profile", Profile), May("parent"), Must("children", Texts), May("members", Texts)])),
        new("User", Core, new([May("profile", Profile), Must("memberOf", Texts)])),
        new("Location", Core, new([
            May("type"), May("target"), May("targets", Texts), May("presence", OneOf("required", "optional"))])),
        new("AiResource", Alpha, new(Owned), AiResources()),
        new("Template", ["scaffolder.backstage.io/v1beta3"], TemplateShape.Spec),
    ];

    private static Dictionary<string, ObjectShape> AiResources() => new(StringComparer.Ordinal)
    {
        ["skill"] = new([
            .. Owned, May("disciplines", Texts), May("categories", Texts), May("agents", Texts), May("dependsOn", Texts),
            May("allowedTools", TextOrTexts), May("license"), May("compatibility", TextOfAtMost(500))]),
        ["rule"] = new([.. Owned, May("disciplines", Texts), Must("category"), Must("rationale")]),
        ["plugin"] = new([.. Owned, Must("skills", Texts), May("version")]),
        ["marketplace"] = new([.. Owned, Must("plugins", Texts), May("version")]),
    };
}

using System.Text.Json.Nodes;
using Platform.Adapters.Yaml;
using Platform.Core.Scaffolding.Templates;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Templates;

/// <summary>One of the templates that the platform ships, as its folder has it.</summary>
internal sealed record GoldenPath(string Name, string Folder, TemplateDefinition Definition)
{
    /// <summary>Every folder of <c>templates/</c>; a new golden path is tested by being there.</summary>
    /// <value>Of the folders that hold one; <c>_platform</c> holds what a platform team installs beside them.</value>
    public static IEnumerable<string> Names => Directory.EnumerateDirectories(Root)
        .Where(folder => File.Exists(Path.Combine(folder, "template.yaml"))).Select(f => Path.GetFileName(f)!).Order();

    public string Skeleton => Path.Combine(Folder, "skeleton");

    public TemplateStep FetchStep => Assert.Single(Definition.Steps, step => step.Action == "fetch:template");

    private static string Root => Path.Combine(RepositoryRoot.Path, "templates");

    public static GoldenPath Load(string name)
    {
        var folder = Path.Combine(Root, name);
        var file = Path.Combine(folder, "template.yaml");
        var document = Assert.Single(new YamlDocumentReader().Read(file, File.ReadAllText(file)));
        Assert.Empty(document.Problems);
        var definition = TemplateParser.Parse(document.Value!);
        Assert.Empty(definition.Problems);
        return new GoldenPath(name, folder, definition.Value!);
    }

    /// <summary>What a requester has to say, and nothing else.</summary>
    public static JsonObject FewestValues => new() { ["name"] = "orders", ["owner"] = "group:default/checkout" };

    /// <summary>Every field, with text that breaks careless quoting.</summary>
    public static JsonObject AllValues => new()
    {
        ["name"] = "orders-2",
        ["description"] = """Takes "orders": 100% of them & {{ more }} # it's <b>fast</b> \o/ ✓""",
        ["owner"] = "checkout",
        ["system"] = "system:default/shop",
        ["organization"] = "Acme-Corp",
    };
}

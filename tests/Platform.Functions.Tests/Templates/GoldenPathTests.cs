using System.Text.Json.Nodes;
using Platform.Adapters.Yaml;

namespace Platform.Functions.Tests.Templates;

public sealed class GoldenPathTests
{
    public static TheoryData<string> Names => [.. GoldenPath.Names];

    /// <summary>Each template with the fewest and with all values.</summary>
    public static TheoryData<string, bool> Renderings =>
        [.. GoldenPath.Names.SelectMany(name => new[] { (name, false), (name, true) })];

    [Fact]
    public void There_are_golden_paths_for_Node_and_for_Python() =>
        Assert.Empty(((string[])["node-service", "python-fastapi-service"]).Except(GoldenPath.Names));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_golden_path_asks_for_at_most_five_fields(string name)
    {
        var fields = GoldenPath.Load(name).Definition.Parameters
            .SelectMany(page => page.Schema["properties"]?.AsObject() ?? [])
            .Select(property => property.Key);

        Assert.InRange(fields.Count(), 1, 5);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_golden_path_renders_publishes_and_registers(string name)
    {
        var definition = GoldenPath.Load(name).Definition;

        Assert.Equal(name, definition.Ref.Name);
        Assert.Equal(["fetch:template", "publish:github", "catalog:register"], definition.Steps.Select(step => step.Action));
    }

    [Theory]
    [MemberData(nameof(Renderings))]
    public void A_rendered_repository_has_everything_a_service_needs(string name, bool all)
    {
        using var rendered = RenderedGoldenPath.Render(GoldenPath.Load(name), Values(all));

        string[] needed =
        [
            "Dockerfile", "README.md", "catalog-info.yaml", ".github/workflows/ci.yml",
            "deploy/argocd/staging.yaml", "deploy/argocd/production.yaml",
            "deploy/base/servicemonitor.yaml", "deploy/base/externalsecret.yaml", "deploy/base/deployment.yaml",
        ];
        Assert.Empty(needed.Except(rendered.Files.Keys));
        Assert.Contains(rendered.Files.Keys, path => path.StartsWith("test", StringComparison.Ordinal));
        Assert.Contains("OTEL_EXPORTER_OTLP_ENDPOINT", rendered.Read("deploy/base/deployment.yaml"), StringComparison.Ordinal);
        Assert.Contains("/metrics", rendered.Read("deploy/base/servicemonitor.yaml"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Renderings))]
    public void Nothing_of_the_template_language_is_left_in_a_rendered_repository(string name, bool all)
    {
        using var rendered = RenderedGoldenPath.Render(GoldenPath.Load(name), Values(all));

        foreach (var path in rendered.Files.Keys.Where(path => !path.StartsWith(".github/", StringComparison.Ordinal)))
        {
            Assert.DoesNotContain("${{", path + rendered.Read(path), StringComparison.Ordinal);
            Assert.DoesNotContain("{%", rendered.Read(path), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Renderings))]
    public void The_descriptor_says_what_the_requester_said(string name, bool all)
    {
        using var rendered = RenderedGoldenPath.Render(GoldenPath.Load(name), Values(all));

        var document = Assert.Single(new YamlDocumentReader().Read("catalog-info.yaml", rendered.Read("catalog-info.yaml")));
        Assert.Empty(document.Problems);
        var entity = document.Value!.Root!;
        Assert.Equal("Component", Text(entity["kind"]));
        Assert.Equal(Text(rendered.Values["name"]), Text(entity["metadata"]!["name"]));
        Assert.Equal(Text(rendered.Values["description"]), Text(entity["metadata"]!["description"]));
        Assert.Equal(Text(rendered.Values["owner"]), Text(entity["spec"]!["owner"]));
        Assert.Equal(Text(rendered.Values["system"]), Text(entity["spec"]!["system"]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_rendered_workflows_pass_actionlint(string name)
    {
        using var rendered = RenderedGoldenPath.Render(GoldenPath.Load(name), Values(all: true));

        Assert.Empty(await Linters.WorkflowsAsync(rendered, TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(Renderings))]
    public async Task The_rendered_manifests_are_valid_for_Kubernetes_and_fit_together(string name, bool all)
    {
        using var rendered = RenderedGoldenPath.Render(GoldenPath.Load(name), Values(all));

        var (kinds, problems) = await Linters.ManifestsAsync(rendered, TestContext.Current.CancellationToken);

        Assert.Empty(problems);
        string[] expected = ["Application", "Deployment", "ExternalSecret", "Kustomization", "Service", "ServiceMonitor"];
        Assert.Equal(expected, kinds.Distinct().Order());
    }

    private static JsonObject Values(bool all) => all ? GoldenPath.AllValues : GoldenPath.FewestValues;

    private static string? Text(JsonNode? node) => node?.GetValue<string>();
}

namespace Platform.Core.Tests.Catalog.Proposals;

public sealed class ProjectFoldersTests
{
    [Theory]
    [InlineData("package.json", """{"workspaces":["packages/*"]}""")]
    [InlineData("package.json", """{"workspaces":{"packages":["./packages/*"]}}""")]
    [InlineData("pnpm-workspace.yaml", "packages:\n  - packages/*\n")]
    [InlineData("go.work", "go 1.24\n\nuse (\n\t./packages/a\n\t./packages/b\n)\n")]
    [InlineData("Cargo.toml", "[workspace]\nmembers = [\n  \"packages/a\",\n  \"packages/b\",\n]\n")]
    [InlineData("pom.xml", "<modules><module>packages/a</module><module>packages/b</module></modules>")]
    public async Task A_workspace_names_its_components(string file, string text)
    {
        var world = Packages().With(file, text);

        Assert.Equal(["packages/a", "packages/b"], await FoldersAsync(world));
    }

    [Fact]
    public async Task Folders_with_usual_names_hold_components()
    {
        var world = new AnalysisWorld()
            .With("services/pay/go.mod").With("services/ship/pyproject.toml").With("services/README.md").With("tools/x/go.mod")
            .With("services/pay/tests/package.json").With("services/pay/node_modules/z/package.json");

        Assert.Equal(["services/pay", "services/ship"], await FoldersAsync(world));
    }

    [Fact]
    public async Task One_package_is_no_reason_for_several_components() =>
        Assert.Equal([""], await FoldersAsync(new AnalysisWorld().With("packages/a/package.json").With("src/a.ts")));

    [Fact]
    public async Task Very_many_packages_are_no_components()
    {
        var world = new AnalysisWorld();
        for (var i = 0; i < 21; i++)
        {
            world.With($"packages/p{i}/package.json");
        }

        Assert.Equal([""], await FoldersAsync(world));
    }

    [Fact]
    public async Task Each_component_has_its_own_name_folder_owner_and_type()
    {
        var world = Packages()
            .With("packages/a/package.json", """{"name":"@acme/api","description":"The API.","dependencies":{"koa":"3"}}""")
            .With("packages/b/package.json", """{"name":"api","main":"index.js"}""")
            .With("CODEOWNERS", "* @acme/platform\n/packages/a/ @acme/api-team")
            .Page("The whole.");

        var proposed = (await world.AnalyzeAsync()).Proposed;

        Assert.Equal(
            [("api", "service", "group:default/api-team", "The API."), ("orders-b", "library", "group:default/platform", null)],
            proposed.Select(one => (
                one.ValueOf("metadata.name"), one.ValueOf("spec.type"), one.ValueOf("spec.owner"),
                one.ValueOf("metadata.description"))));
        Assert.Equal(
            "url:https://github.com/acme/orders/tree/main/packages/a/",
            (string?)proposed[0].Entity["metadata"]!["annotations"]!["backstage.io/source-location"]);
        Assert.All(proposed, one => Assert.Equal(
            "acme/orders", (string?)one.Entity["metadata"]!["annotations"]!["github.com/project-slug"]));
    }

    private static AnalysisWorld Packages() => new AnalysisWorld()
        .With("packages/a/package.json", "{}").With("packages/b/package.json", "{}")
        .With("packages/b/src/deep/package.json", "{}");

    private static async Task<IEnumerable<string>> FoldersAsync(AnalysisWorld world) =>
        (await world.AnalyzeAsync()).Proposed.Select(one => one.Folder);
}

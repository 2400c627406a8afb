using System.Text.Json.Nodes;
using Platform.TestKit.Catalog;
using Platform.TestKit.Hosting;

namespace Platform.Functions.Tests.Cli.Catalog;

/// <summary>A Backstage's configuration as the source of an import.</summary>
public sealed class AppConfigTests : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"backstage-{Guid.NewGuid():N}");
    private readonly string _name = $"a{Guid.NewGuid():N}"[..12];

    private PlatformHost _host = null!;
    private ForgeDriver _forge = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await PlatformHost.StartAsync(settings => settings["CatalogRules"] = string.Empty);
        _forge = await ForgeDriver.OfAsync(_host);
        await _forge.CreateRepositoryAsync(_name);
        Directory.CreateDirectory(Path.Combine(_folder, "packages", "backend"));
        Directory.CreateDirectory(Path.Combine(_folder, "examples"));
    }

    public async ValueTask DisposeAsync()
    {
        _forge.Dispose();
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Locations_are_registered_files_are_copied_and_the_rest_becomes_settings_or_sentences()
    {
        await _forge.CommitFileAsync(_name, "all.yaml", new EntityBuilder().Named("orders").Text());
        Write("examples/entities.yaml", new EntityBuilder().Named("example").Text() + "\n---\n" + """
            apiVersion: backstage.io/v1alpha1
            kind: Location
            metadata: { name: people }
            spec: { targets: [./org.yaml] }
            """);
        Write("examples/org.yaml", """
            apiVersion: backstage.io/v1alpha1
            kind: Group
            metadata: { name: guests }
            spec: { type: team, children: [] }
            """);
        Write("target.txt", Page("all.yaml") + "\n");
        var config = Write("app-config.yaml", """
            app: { title: "${TITLE:-Acme} $${not}" }
            backend:
              reading:
                allow: [{ host: example.com, paths: [/schemas/] }, { host: "*.acme.com" }]
            integrations:
              github: [{ host: github.com, token: "${GITHUB_TOKEN}" }]
              gitlab: [{ host: gitlab.com }]
            catalog:
              orphanStrategy: keep
              processingInterval: { minutes: 30 }
              rules: [{ allow: [Component, System, API, Resource, Location] }]
              locations:
                - { type: file, target: ../../examples/entities.yaml, rules: [{ allow: [Group] }] }
                - type: url
                  target: { $file: target.txt }
                  rules: [{ allow: [User, Group] }]
                - { type: gitlab-discovery, target: "https://gitlab.com/x" }
              providers:
                github:
                  acme: { organization: "${ORG}", catalogPath: /catalog-info.yaml, filters: { topic: { include: [x] } } }
                  beta: { organization: { $env: ORG2 } }
                githubOrg: { id: production, githubUrl: "https://github.com", orgs: [acme] }
                microsoftGraphOrg: { default: { tenantId: t1, clientId: c1, clientSecret: "${SECRET}" } }
                gitlab: { x: { host: gitlab.com } }
            """);
        var environment = new BringWorld(_host).Environment;
        (environment["ORG"], environment["ORG2"], environment["SECRET"]) = ("acme", "beta", "very-secret");

        var import = await CommandProcess.RunAsync(
            environment, Cancel, "catalog", "import", "--backstage", config, "--json");

        Assert.True(import.Status == 0, import.Prose + import.Output);
        Assert.Equal(
            ["component:default/example", "component:default/orders", "group:default/guests"],
            (await new BringWorld(_host).EntitiesAsync()).Keys);
        Assert.All(import.Lines, line => Assert.Equal("identical", (string)line["outcome"]!));
        Assert.Equal(
            [
                "CatalogAllowedUrls=example.com/schemas/,*.acme.com",
                "CatalogDescriptorFiles=catalog-info.yaml",
                "CatalogOrganizations=acme,beta",
                "CatalogOrphanStrategy=keep",
                "PeopleGitHubOrganizations=acme",
                "PeopleGraphClientId=c1",
                "PeopleGraphTenantId=t1",
            ],
            Settings(import).Where(line => !line.StartsWith("CatalogRules=", StringComparison.Ordinal)));
        var rules = JsonNode.Parse(Settings(import).Single(line => line.StartsWith("CatalogRules=", StringComparison.Ordinal))
            ["CatalogRules=".Length..])!.AsArray();
        Assert.Equal(
            $$"""{"allow":["User","Group"],"locations":[{"type":"registered","exact":"{{Page("all.yaml")}}"}]}""",
            rules[1]!.ToJsonString());
        Assert.All(
            [
                "environment variable GITHUB_TOKEN", "gitlab-discovery:https://gitlab.com/x", "The filter 'topic' of acme",
                "catalog.providers.gitlab has no counterpart", "catalog.processingInterval has no counterpart",
                "integrations.gitlab has no counterpart", "Set PeopleGraphClientSecret yourself",
            ],
            said => Assert.Contains(said, import.Prose));
        Assert.DoesNotContain("very-secret", import.Prose + import.Output);
        Assert.Equal(0, BringWorld.Written(await CommandProcess.RunAsync(
            environment, Cancel, "catalog", "import", "--backstage", config, "--json")));
    }

    [Fact]
    public async Task A_location_that_can_not_be_read_is_rejected_with_the_reason()
    {
        var config = Write("app-config.yaml", $$"""
            catalog:
              locations:
                - { type: url, target: "{{Page("none.yaml")}}" }
                - { type: url, target: "https://elsewhere.example.com/a.yaml" }
                - { type: file, target: none.yaml }
            """);

        var import = await new BringWorld(_host).ImportAsync(config, "--dry-run", "--json");

        Assert.Equal(1, import.Status);
        Assert.Equal(
            [$"url:{Page("none.yaml")}", "url:https://elsewhere.example.com/a.yaml"],
            import.Lines.Where(line => (string)line["outcome"]! == "rejected").Select(line => (string)line["place"]!)
                .Order(StringComparer.Ordinal));
        Assert.Contains("There is no file", import.Prose);
    }

    private string Write(string file, string text)
    {
        var path = Path.Combine(_folder, file);
        File.WriteAllText(path, text);
        return path;
    }

    private static IEnumerable<string> Settings(CommandProcess import) => import.Prose.Split('\n')
        .Where(line => line.StartsWith("  ", StringComparison.Ordinal) && line.Contains('=', StringComparison.Ordinal))
        .Select(line => line.Trim());

    private string Page(string path) => $"{_forge.Url}{_host.Organization}/{_name}/blob/main/{path}";
}

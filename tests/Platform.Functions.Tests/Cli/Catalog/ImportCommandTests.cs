using System.Text.Json.Nodes;
using Platform.TestKit.Backstage;
using Platform.TestKit.Catalog;
using Platform.TestKit.Hosting;

namespace Platform.Functions.Tests.Cli.Catalog;

/// <summary>The command as a platform team runs it, between a Backstage and a platform that are really there.</summary>
public sealed class ImportCommandTests : IAsyncLifetime
{
    private readonly string _name = $"i{Guid.NewGuid():N}"[..12];

    private PlatformHost _host = null!;
    private BackstageDouble _backstage = null!;
    private ForgeDriver _forge = null!;
    private BringWorld _world = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // Copies need no rule; everything else is judged as in an app that nobody has set up.
        _host = await PlatformHost.StartAsync(settings => settings["CatalogRules"] = string.Empty);
        _backstage = await BackstageDouble.StartAsync();
        _forge = await ForgeDriver.OfAsync(_host);
        _world = new(_host);
        await _forge.CreateRepositoryAsync(_name);
    }

    public async ValueTask DisposeAsync()
    {
        _forge.Dispose();
        await _backstage.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task What_can_be_read_is_registered_the_rest_is_copied_and_a_second_run_writes_nothing()
    {
        await FillAsync();

        var first = await _world.ImportAsync(_backstage.Url, "--json");

        Assert.True(first.Status == 1, first.Prose);
        var expected = new Dictionary<string, string>
        {
            ["component:default/orders"] = "identical",
            ["component:default/changed"] = "different",
            ["component:default/forgotten"] = "rejected",
            ["component:default/frozen"] = "identical",
            ["component:default/wrong"] = "rejected",
            ["group:default/team-a"] = "identical",
            ["user:default/ada"] = "identical",
            ["location:default/all-of-gitlab"] = "leftOut",
            [$"location:default/{Generated}"] = "identical",
        };
        Assert.Equal(expected, BringWorld.Outcomes(first));
        var entities = await _world.EntitiesAsync();
        Assert.Equal(
            ["component:default/changed", "component:default/frozen", "component:default/orders", "group:default/team-a",
                "user:default/ada"],
            entities.Keys);
        Assert.Equal(Page("all.yaml"), Annotation(entities["component:default/orders"], "managed-by-location")["url:".Length..]);
        Assert.Equal("url:https://gitlab.com/a/b/-/blob/main/all.yaml", Annotation(
            entities["component:default/frozen"], "managed-by-origin-location"));
        var changed = first.Lines.Single(line => (string)line["ref"]! == "component:default/changed");
        var field = Assert.Single(changed["fields"]!.AsArray())!;
        Assert.Equal(
            ("spec.owner", "\"team-b\"", "\"team-a\""),
            ((string)field["field"]!, (string)field["there"]!, (string)field["here"]!));
        var wrong = first.Lines.Single(line => (string)line["ref"]! == "component:default/wrong");
        Assert.Equal("url:https://gitlab.com/a/b/-/blob/main/wrong.yaml", (string)wrong["place"]!);
        Assert.Equal("spec.owner", (string)wrong["problems"]![0]!["field"]!);
        Assert.Equal("entity-not-at-its-location", (string)first.Lines.Single(
            line => (string)line["ref"]! == "component:default/forgotten")["problems"]![0]!["code"]!);

        var etags = await _world.EtagsAsync();
        var second = await _world.ImportAsync(_backstage.Url, "--json");

        Assert.Equal(expected, BringWorld.Outcomes(second));
        Assert.Equal(0, BringWorld.Written(second));
        Assert.Equal(etags, await _world.EtagsAsync());
    }

    [Fact]
    public async Task A_dry_run_foresees_what_the_import_then_does_and_writes_nothing()
    {
        await FillAsync();

        var dry = await _world.ImportAsync(_backstage.Url, "--dry-run", "--json");

        Assert.Equal(1, dry.Status);
        Assert.Empty(await _world.EntitiesAsync());
        var real = await _world.ImportAsync(_backstage.Url, "--json");
        Assert.Equal(BringWorld.Outcomes(real), BringWorld.Outcomes(dry));
        Assert.Equal(BringWorld.Written(real), BringWorld.Written(dry));
    }

    [Fact]
    public async Task People_read_a_table_and_what_is_to_be_looked_at()
    {
        await FillAsync();

        var import = await _world.ImportAsync(_backstage.Url);

        Assert.Contains("kind              identical  different   rejected   left out", import.Output);
        Assert.Contains("component                 2          1          2          0", import.Output);
        Assert.Contains("spec.owner: \"team-b\" in Backstage, \"team-a\" in the platform", import.Output);
        Assert.Contains("component:default/wrong  from url:https://gitlab.com/a/b/-/blob/main/wrong.yaml", import.Output);
        Assert.Contains("5 identical, 1 different, 2 rejected, 1 left out; 6 written", import.Prose);
        Assert.Contains("Read from Backstage: 9 of 9", import.Prose);
    }

    [Fact]
    public async Task A_copy_gives_way_to_the_source_when_that_comes_to_be_read()
    {
        var text = new EntityBuilder().Named("orders").Text();
        await _forge.CommitFileAsync(_name, "all.yaml", text);
        _backstage.Entities.AddText(text, $"url:{Page("all.yaml")}");
        var copied = await _world.ImportAsync(_backstage.Url, "--copy", "--json");
        Assert.Equal((0, 1), (copied.Status, BringWorld.Written(copied)));
        _backstage.Entities.Change("component:default/orders", entity => entity["spec"]!["owner"] = "team-b");
        await _world.ImportAsync(_backstage.Url, "--copy");
        Assert.Equal("team-b", (string)(await _world.EntitiesAsync())["component:default/orders"]["spec"]!["owner"]!);

        var registered = await _world.ImportAsync(_backstage.Url, "--json");

        Assert.Equal("different", BringWorld.Outcomes(registered)["component:default/orders"]);
        var entity = (await _world.EntitiesAsync())["component:default/orders"];
        Assert.Equal("team-commerce", (string)entity["spec"]!["owner"]!);
        Assert.Null(entity["status"]);
        Assert.Equal(0, BringWorld.Written(await _world.ImportAsync(_backstage.Url, "--json")));
    }

    [Theory]
    [InlineData(503, 1, "it answers 503")]
    [InlineData(BackstageFault.EarlyEnd, 0, "it names 300 entities and gives 250")]
    [InlineData(BackstageFault.PageForPeople, 1, "answers with a page for people")]
    public async Task An_outage_in_the_middle_imports_nothing_and_says_so(int fault, int after, string said)
    {
        for (var i = 0; i < 300; i++)
        {
            _backstage.Entities.AddText(new EntityBuilder().Named($"c{i}").Text(), "bootstrap:bootstrap");
        }

        _backstage.Add(new(fault, RetryAfter: 0, Skip: after) { Times = 100 });
        var import = await _world.ImportAsync(_backstage.Url);

        Assert.Equal(3, import.Status);
        Assert.Contains(said, import.Prose);
        Assert.Contains("Nothing was imported.", import.Prose);
        Assert.Empty(await _world.EntitiesAsync());
    }

    [Fact]
    public async Task A_refused_token_is_told_with_what_to_do()
    {
        var wrong = _world.Environment;
        wrong["BACKSTAGE_TOKEN"] = "wrong-secret";

        var import = await CommandProcess.RunAsync(wrong, Cancel, "catalog", "import", "--backstage", _backstage.Url);

        Assert.Equal(3, import.Status);
        Assert.Contains("it does not accept the token", import.Prose);
        Assert.Contains("Give it in --token-file or BACKSTAGE_TOKEN", import.Prose);
        Assert.DoesNotContain("wrong-secret", import.Prose);
    }

    [Fact]
    public async Task A_refused_key_of_the_platform_is_told_too()
    {
        var wrong = _world.Environment;
        wrong["PLATFORM_API_KEY"] = "wrong-secret";
        _backstage.Entities.AddText(new EntityBuilder().Text(), "bootstrap:bootstrap");

        var import = await CommandProcess.RunAsync(wrong, Cancel, "catalog", "import", "--backstage", _backstage.Url);

        Assert.Equal(3, import.Status);
        Assert.Contains("does not know the key", import.Prose);
        Assert.DoesNotContain("wrong-secret", import.Prose);
    }

    [Theory]
    [InlineData("usage: catalog import")]
    [InlineData("is no address of a Backstage", "--backstage", "https://user:secret@example.com")]
    [InlineData("There is no file or folder", "--backstage", "none.yaml")]
    [InlineData("is not known here", "--token", "secret")]
    public async Task A_call_that_says_too_little_is_a_usage_error(string said, params string[] args)
    {
        var import = await CommandProcess.RunAsync(_world.Environment, Cancel, ["catalog", "import", .. args]);

        Assert.Equal(2, import.Status);
        Assert.Contains(said, import.Prose);
    }

    private string Generated => "generated-" + Sha1($"url:{Page("all.yaml")}");

    private string Page(string path) => $"{_forge.Url}{_host.Organization}/{_name}/blob/main/{path}";

    /// <summary>One of everything that a Backstage may have.</summary>
    private async Task FillAsync()
    {
        var orders = new EntityBuilder().Named("orders").Text();
        await _forge.CommitFileAsync(_name, "all.yaml", $"{orders}\n---\n{Changed("team-a")}");
        var (here, gitlab) = ($"url:{Page("all.yaml")}", "url:https://gitlab.com/a/b/-/blob/main/");
        var entities = _backstage.Entities;
        entities.AddRegistered(Generated, Page("all.yaml"));
        entities.AddText(orders, here);
        entities.AddText(Changed("team-b"), here);
        entities.AddText(new EntityBuilder().Named("forgotten").Text(), here);
        entities.AddText(new EntityBuilder().Named("frozen").Text(), $"{gitlab}frozen.yaml", $"{gitlab}all.yaml");
        entities.Add(
            JsonNode.Parse(new EntityBuilder().Named("wrong").With("spec.owner", 5).Text())!.AsObject(), $"{gitlab}wrong.yaml");
        entities.AddText(
            """
            apiVersion: backstage.io/v1alpha1
            kind: Location
            metadata: { name: all-of-gitlab }
            spec: { targets: [./frozen.yaml] }
            ---
            apiVersion: backstage.io/v1alpha1
            kind: Group
            metadata: { name: team-a }
            spec: { type: team, children: [], members: [ada] }
            """,
            "url:https://github.com/orgs/acme/teams/team-a");
        entities.AddText(
            """
            apiVersion: backstage.io/v1alpha1
            kind: User
            metadata: { name: Ada, annotations: { github.com/user-login: Ada } }
            spec: { profile: { displayName: Ada }, memberOf: [team-a] }
            """,
            "url:https://github.com/Ada");
    }

    private static string Changed(string owner) => new EntityBuilder().Named("changed").With("spec.owner", owner).Text();

    private static string Annotation(JsonObject entity, string name) =>
        (string)entity["metadata"]!["annotations"]![$"backstage.io/{name}"]!;

#pragma warning disable CA5350
    private static string Sha1(string text) => Convert.ToHexStringLower(
        System.Security.Cryptography.SHA1.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350
}

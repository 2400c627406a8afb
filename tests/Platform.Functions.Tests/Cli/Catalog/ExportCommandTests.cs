using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.TestKit.Backstage;
using Platform.TestKit.Catalog;
using Platform.TestKit.Hosting;
using Platform.TestKit.Oracles;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Cli.Catalog;

/// <summary>Out of one platform into a folder, and from there into an empty one.</summary>
public sealed class ExportCommandTests : IAsyncLifetime
{
    private const string Place = "url:https://gitlab.com/acme/all/-/blob/main/all.yaml";

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"export-{Guid.NewGuid():N}");

    private PlatformHost _first = null!;
    private PlatformHost _second = null!;
    private BackstageDouble _backstage = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _first = await PlatformHost.StartAsync();
        _second = await PlatformHost.StartAsync();
        _backstage = await BackstageDouble.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
        await _backstage.DisposeAsync();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_export_brought_into_an_empty_platform_makes_the_same_entities(bool real)
    {
        if (real && RepositoryRoot.Shared is null)
        {
            Assert.Skip("The real descriptors are not beside the repository.");
        }

        foreach (var text in real ? Real() : [Awkward])
        {
            _backstage.Entities.AddText(text, Place);
        }

        Assert.True(_backstage.Entities.Count > (real ? 350 : 5));
        var import = await new BringWorld(_first).ImportAsync(_backstage.Url);
        Assert.True(import.Status == 0, import.Prose + import.Output);
        var export = await new BringWorld(_first).ExportAsync(_folder);
        Assert.True(export.Status == 0, export.Prose);

        var back = await new BringWorld(_second).ImportAsync(_folder);

        Assert.True(back.Status == 0, back.Prose + back.Output);
        var (before, after) = (await ContentsAsync(_first), await ContentsAsync(_second));
        Assert.NotEmpty(before);
        Assert.Equal(before.Keys, after.Keys);
        Assert.All(before, entity => Assert.Equal(entity.Value, after[entity.Key]));
        await ReadByBackstageAsync(before);
        Assert.Equal(0, BringWorld.Written(await new BringWorld(_second).ImportAsync(_folder, "--json")));
    }

    [Fact]
    public async Task A_second_export_changes_what_has_changed_and_takes_away_what_is_gone()
    {
        var world = new BringWorld(_first);
        foreach (var name in new[] { "one", "two", "three" })
        {
            _backstage.Entities.AddText(new EntityBuilder().Named(name).Text(), Place);
        }

        await world.ImportAsync(_backstage.Url);
        Assert.Equal(0, (await world.ExportAsync(_folder)).Status);
        File.WriteAllText(Path.Combine(_folder, "component", "default", "mine.yaml"), "kept: true\n");
        _backstage.Entities.Change("component:default/one", entity => entity["spec"]!["owner"] = "team-b");
        await world.ImportAsync(_backstage.Url);
        await RemoveAsync("two");

        var export = await world.ExportAsync(_folder, "--json");

        Assert.Equal(
            [("component:default/one", "written"), ("component:default/three", "unchanged")],
            export.Lines.Select(line => ((string)line["ref"]!, (string)line["outcome"]!)).Order());
        Assert.Contains("owner: team-b", File.ReadAllText(Path.Combine(_folder, "component", "default", "one.yaml")));
        Assert.Equal(
            ["mine.yaml", "one.yaml", "three.yaml"],
            Directory.EnumerateFiles(Path.Combine(_folder, "component", "default")).Select(Path.GetFileName).Order());
        Assert.Equal(
            "apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata:\n  name: export-component-1\nspec:\n  targets:\n"
            + "    - ../component/default/one.yaml\n    - ../component/default/three.yaml\n",
            File.ReadAllText(Path.Combine(_folder, "location-lists", "component-1.yaml")));
    }

    [Fact]
    public async Task A_folder_with_something_else_in_it_is_left_alone()
    {
        Directory.CreateDirectory(_folder);
        File.WriteAllText(Path.Combine(_folder, "mine.txt"), "mine");

        var export = await new BringWorld(_first).ExportAsync(_folder);

        Assert.Equal(2, export.Status);
        Assert.Contains("no export", export.Prose);
        Assert.Equal(["mine.txt"], Directory.EnumerateFileSystemEntries(_folder).Select(Path.GetFileName));
    }

    /// <summary>What npm yaml, by which Backstage reads, makes of the files.</summary>
    private async Task ReadByBackstageAsync(SortedDictionary<string, string> expected)
    {
        var files = Directory.EnumerateFiles(_folder, "*.yaml", SearchOption.AllDirectories)
            .Where(file => !File.ReadAllText(file).Contains("kind: Location", StringComparison.Ordinal)).ToList();
        var texts = new JsonArray([.. files.Select(file => (JsonNode)File.ReadAllText(file))]);
        var read = JsonNode.Parse(await NodeOracles.RunAsync(
            "import { parseDocument } from 'yaml'; import { readFileSync } from 'node:fs';\n"
            + "const texts = JSON.parse(readFileSync(0, 'utf8'));\n"
            + "console.log(JSON.stringify(texts.map(text => parseDocument(text, { merge: false }).toJS())));\n",
            texts.ToJsonString(),
            Cancel))!.AsArray();
        Assert.Equal(
            expected.Values.Order(StringComparer.Ordinal),
            read.Select(entity => ContentOf(entity!.AsObject())).Order(StringComparer.Ordinal));
        foreach (var file in files)
        {
            Assert.Matches("^[a-z0-9~]+/[a-z0-9~-]+/[a-z0-9._~-]+[.]yaml$", Path.GetRelativePath(_folder, file));
        }
    }

    private static async Task<SortedDictionary<string, string>> ContentsAsync(PlatformHost host)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, entity) in await new BringWorld(host).EntitiesAsync())
        {
            found[name] = ContentOf(entity);
        }

        return found;
    }

    /// <summary>All but what a catalog makes of an entity and where it is managed from.</summary>
    private static string ContentOf(JsonObject entity)
    {
        var declared = Core.Catalog.Backstage.DeclaredEntity.Of(entity).Body;
        var metadata = declared["metadata"]!.AsObject();
        if (metadata["annotations"] is JsonObject annotations)
        {
            annotations.Remove("backstage.io/managed-by-location");
            annotations.Remove("backstage.io/managed-by-origin-location");
            if (annotations.Count == 0)
            {
                metadata.Remove("annotations");
            }
        }

        return CanonicalJson.Of(declared);
    }

    private async Task RemoveAsync(string name)
    {
        var source = $"backstage:{_backstage.Url}#component:default/{name}";
        var removal = (Core.Catalog.ICatalogRemoval)_first.Services.GetService(typeof(Core.Catalog.ICatalogRemoval))!;
        Assert.True(await removal.RemoveAsync(
            Core.Catalog.EntityRef.Create("Component", "default", name), source, TimeProvider.System.GetUtcNow(), Cancel));
    }

    private static IEnumerable<string> Real() =>
        Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Shared!, "data", "catalog")).Order(StringComparer.Ordinal)
            .Select(File.ReadAllText);

    private const string Awkward =
        """
        apiVersion: backstage.io/v1alpha1
        kind: API
        metadata:
          name: Spec_1.v2
          description: "  leading, trailing  "
          title: 'yes: "no" # neither'
          labels: { acme.com/number: "0123", acme.com/true: "true", empty: "" }
          annotations:
            acme.com/date: "2026-01-01"
            acme.com/null: "null"
            acme.com/long: "a b c d e f g h i j k l m n o p q r s t u v w x y z a b c d e f g h i j k l m n o p q r s t u v w x"
            acme.com/odd: "tab\t, bell\a, line\u2028, emoji 🎉, quote ' and \" and \\"
            acme.com/blank-line: "\n"
            backstage.io/source-location: url:https://gitlab.com/acme/all/-/tree/main/
          links: [{ url: "https://x/?a=1&b=2#c", title: "- dash" }]
        spec:
          type: openapi
          lifecycle: production
          owner: team-a
          definition: |2
              openapi: 3.0.0

            paths: {}   
            	tab:
            # no comment
            --- no document
          numbers: [1, 1.5, -0.25, 1e3, 123456789012]
          nothing: null
          mixed: [[], {}, [[1]], { "": x, "a: b": y, "- c": z, "~": 1, "1": 2 }]
          windows: "one\r\ntwo\r\n"
          trailing: "three\n\n\n"
        ---
        apiVersion: backstage.io/v1alpha1
        kind: Component
        metadata: { name: CON }
        spec: { type: service, lifecycle: production, owner: a }
        ---
        apiVersion: backstage.io/v1alpha1
        kind: Component
        metadata: { name: nul.v1 }
        spec: { type: service, lifecycle: production, owner: a }
        ---
        apiVersion: backstage.io/v1alpha1
        kind: Component
        apiVersion: backstage.io/v1alpha1
        kind: Component
        metadata: { name: con_.x, namespace: aux }
        spec: { type: service, lifecycle: production, owner: a }
        ---
        apiVersion: backstage.io/v1alpha1
        kind: Component
        metadata: { name: con.x, namespace: aux }
        spec: { type: service, lifecycle: production, owner: a }
        ---
        apiVersion: backstage.io/v1alpha1
        kind: Group
        metadata: { name: team-a }
        spec: { type: team, profile: { displayName: "Team A" }, children: [] }
        ---
        apiVersion: scaffolder.backstage.io/v1beta3
        kind: Template
        metadata: { name: node }
        spec:
          type: service
          steps:
            - { id: a, name: A, action: "fetch:plain", input: { url: ./x, values: { name: "${{ parameters.name }}" } } }
        """;
}

using Platform.Adapters.Yaml;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Locations;
using Platform.Core.Catalog.Placeholders;
using Platform.Core.Catalog.Sources;
using Platform.Core.Primitives;
using Platform.Core.SourceControl;
using Platform.TestKit.Catalog;

namespace Platform.Core.Tests.Catalog.Locations;

public sealed partial class LocationReaderTests
{
    private const string All = "https://github.com/acme/all/blob/main/all.yaml";

    private readonly MemoryRepositories _repositories = new();
    private readonly MemoryWeb _web = new();
    private readonly ListedManifests _manifests = new();

    private string _allowed = string.Empty;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_the_source_that_a_push_is_about()
    {
        _repositories["acme/orders", "docs/catalog-info.yaml"] = "kind: X";

        var reading = (await ReadAsync("https://github.com/acme/orders/blob/main/docs/catalog-info.yaml")).Readings.Single();

        Assert.Equal(
            ("github:acme/orders:docs/catalog-info.yaml", SourceState.Read, "kind: X"),
            (reading.Source, reading.State, reading.Text));
        Assert.Equal("url:https://github.com/acme/orders/blob/main/docs/catalog-info.yaml", reading.Descriptor.Location);
        Assert.Equal("url:https://github.com/acme/orders/blob/main/docs/catalog-info.yaml", reading.Descriptor.Registered);
        Assert.Equal(ContentHash.Of("kind: X"), reading.ContentTag);
    }

    [Theory]
    [InlineData("https://github.com/acme/orders/blob/HEAD/a.yaml", "github:acme/orders:a.yaml")]
    [InlineData("https://github.com/acme/orders/blob/release/a.yaml", "github:acme/orders@release:a.yaml")]
    [InlineData("https://github.com/acme/orders/blob/feature/x/a.yaml", "github:acme/orders@feature/x:a.yaml")]
    [InlineData("https://github.com/acme/orders/blob/feature%2Fx/a.yaml", "github:acme/orders@feature/x:a.yaml")]
    [InlineData("https://raw.githubusercontent.com/acme/orders/feature/x/a.yaml", "github:acme/orders@feature/x:a.yaml")]
    public async Task Another_branch_is_another_source(string target, string source)
    {
        _repositories["acme/orders", "a.yaml"] = "kind: X";
        _repositories["acme/orders", "a.yaml", "release"] = "kind: X";
        _repositories["acme/orders", "a.yaml", "feature/x"] = "kind: X";

        Assert.Equal(source, (await ReadAsync(target)).Readings.Single().Source);
    }

    [Fact]
    public async Task Targets_are_relative_to_their_file_and_to_the_root_of_its_repository()
    {
        _repositories["acme/all", "sub/all.yaml"] = Location("targets: [./a.yaml, ../b.yaml, /c.yaml, 'd/*.yaml']");
        foreach (var path in new[] { "sub/a.yaml", "b.yaml", "c.yaml", "sub/d/1.yaml", "sub/d/2.yaml", "sub/d/e/3.yaml" })
        {
            _repositories["acme/all", path] = "kind: X";
        }

        var read = await ReadAsync("https://github.com/acme/all/blob/main/sub/all.yaml");

        Assert.Equal(
            ["sub/all.yaml", "sub/a.yaml", "b.yaml", "c.yaml", "sub/d/1.yaml", "sub/d/2.yaml"], Paths(read));
        Assert.All(read.Readings.Skip(1), reading => Assert.Equal("github:acme/all:sub/all.yaml", reading.Parent));
        Assert.All(read.Readings, reading => Assert.Equal(
            "url:https://github.com/acme/all/blob/main/sub/all.yaml", reading.Descriptor.Registered));
        Assert.Empty(read.Problems);
    }

    [Fact]
    public async Task A_glob_reads_one_tree_and_leaves_hidden_files_out()
    {
        _repositories["acme/mono", "a/catalog-info.yaml"] = "kind: X";
        _repositories["acme/mono", "b/c/catalog-info.yaml"] = "kind: Y";
        _repositories["acme/mono", ".github/catalog-info.yaml"] = "kind: Z";
        _repositories["acme/mono", "a/other.yaml"] = "kind: X";

        var read = await ReadAsync("https://github.com/acme/mono/blob/main/**/catalog-info.yaml");

        Assert.Equal(["a/catalog-info.yaml", "b/c/catalog-info.yaml"], Paths(read));
        Assert.Single(_repositories.Calls, call => call.StartsWith("tree", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_glob_that_matches_nothing_is_a_problem_with_its_place()
    {
        _repositories["acme/all", "all.yaml"] = Location("targets:\n    - ./none/*.yaml\n    - ./missing.yaml");

        var read = await ReadAsync(All);

        Assert.All(read.Problems, problem => Assert.Equal(LocationCodes.NoMatch, problem.Problem.Code));
        Assert.Equal(
            [("spec.targets[0]", "all.yaml:6:7"), ("spec.targets[1]", "all.yaml:7:7")],
            read.Problems.Select(problem => (problem.Problem.Field, $"{problem.Problem.Place}")));
        Assert.Equal(2, read.Readings.Single().Problems!.Count);
        Assert.All(read.Problems, problem => Assert.Equal("url:" + All, problem.Location));
    }

    [Fact]
    public async Task What_is_optional_may_be_absent()
    {
        _repositories["acme/all", "all.yaml"] = Location("presence: optional\n  targets: ['./none/*.yaml', ./missing.yaml]");

        Assert.Empty((await ReadAsync(All)).Problems);
    }

    [Fact]
    public async Task Locations_that_name_one_another_come_to_an_end()
    {
        _repositories["acme/all", "all.yaml"] = Location("targets: [./b.yaml, ./all.yaml]");
        _repositories["acme/all", "b.yaml"] = Location("target: " + All);

        var read = await ReadAsync(All);

        Assert.Equal(["all.yaml", "b.yaml"], Paths(read));
        Assert.Empty(read.Problems);
    }

    [Fact]
    public async Task Locations_lead_on_so_deep_and_no_deeper()
    {
        for (var i = 0; i < 20; i++)
        {
            _repositories["acme/all", $"{i}.yaml"] = Location($"target: ./{i + 1}.yaml");
        }

        var read = await ReadAsync("https://github.com/acme/all/blob/main/0.yaml");

        Assert.Equal(11, read.Readings.Count);
        Assert.Equal(LocationCodes.TooDeep, read.Problems.Single().Problem.Code);
    }

    [Fact]
    public async Task A_location_brings_so_many_files_and_no_more()
    {
        for (var i = 0; i < 30; i++)
        {
            _repositories["acme/all", $"a/{i:d2}.yaml"] = "kind: X";
        }

        var read = await ReadAsync("https://github.com/acme/all/blob/main/a/*.yaml", new LocationLimits { MaxFiles = 10 });

        Assert.Equal(10, read.Readings.Count);
        Assert.Equal(LocationCodes.TooMany, read.Problems.Single().Problem.Code);
    }

    [Theory]
    [InlineData("file:///etc/passwd", LocationCodes.Target)]
    [InlineData("https://example.com/x.yaml", LocationCodes.Host)]
    [InlineData("https://github.com/other/secret/blob/main/x.yaml", LocationCodes.Repository)]
    [InlineData("https://github.com/acme/orders", LocationCodes.Target)]
    [InlineData("../../x.yaml", LocationCodes.Target)]
    [InlineData("ftp://github.com/x.yaml", LocationCodes.Target)]
    [InlineData("'./[z-a]*.yaml'", LocationCodes.Target)]
    public async Task What_a_file_must_not_open_is_refused_with_its_place(string target, string code)
    {
        _repositories["other/secret", "x.yaml"] = "kind: X";
        _repositories["acme/all", "all.yaml"] = Location($"target: {target}");

        var read = await ReadAsync(All);

        var problem = read.Problems.Single().Problem;
        Assert.Equal((code, "spec.target", 5), (problem.Code, problem.Field, problem.Place!.Line));
        Assert.Equal(["all.yaml"], Paths(read));
        Assert.DoesNotContain(_repositories.Calls, call => call.Contains("other", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_administrator_may_list_what_files_open_elsewhere()
    {
        _allowed = "github.com/other/shared,example.com";
        _repositories["other/shared", "x.yaml"] = "kind: X";
        _repositories["acme/all", "all.yaml"] = Location(
            "targets: [https://github.com/other/shared/blob/main/x.yaml, https://example.com/a/all.yaml]");
        _web["https://example.com/a/all.yaml"] = Location("target: ../b.yaml");
        _web["https://example.com/b.yaml"] = "kind: Y";

        var read = await ReadAsync(All);

        Assert.Equal(
            ["github:acme/all:all.yaml", "github:other/shared:x.yaml", "url:https://example.com/a/all.yaml",
                "url:https://example.com/b.yaml"],
            read.Readings.Select(reading => reading.Source));
        Assert.Empty(read.Problems);
    }

    [Fact]
    public async Task Another_type_of_location_is_refused_by_name()
    {
        _repositories["acme/all", "all.yaml"] = Location("type: ldap-org\n  target: ldaps://example.com");

        Assert.Equal(LocationCodes.Type, (await ReadAsync(All)).Problems.Single().Problem.Code);
    }

    [Fact]
    public async Task A_location_that_the_rules_refuse_leads_nowhere()
    {
        _repositories["acme/all", "all.yaml"] = Location("target: ./b.yaml");
        _repositories["acme/all", "b.yaml"] = "kind: X";

        Assert.Equal(["all.yaml"], Paths(await ReadAsync(All, rules: "[]")));
    }

    [Theory]
    [InlineData("required", LocationCodes.NoMatch)]
    [InlineData("optional", null)]
    public async Task What_is_optional_may_be_absent_on_the_web_too(string presence, string? code)
    {
        _allowed = "example.com";
        _repositories["acme/all", "all.yaml"] = Location(
            $"presence: {presence}\n  targets: ['https://example.com/none.yaml', ./b.yaml]");
        _repositories["acme/all", "b.yaml"] = "kind: X";

        var read = await ReadAsync(All);

        Assert.Equal(code, read.Problems.Select(located => located.Problem.Code).SingleOrDefault());
        Assert.Contains("b.yaml", Paths(read));
    }

    private static string Location(string spec) =>
        $"apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata: {{ name: all }}\nspec:\n  {spec}\n";

    private static IEnumerable<string> Paths(LocationContents read) =>
        read.Readings.Select(reading => reading.Source[(reading.Source.IndexOf(':', 7) + 1)..]);

    private async Task<LocationContents> ReadAsync(
        string target,
        LocationLimits? limits = null,
        string rules = "",
        IReadOnlyDictionary<string, string>? tags = null,
        bool isForced = false)
    {
        Assert.True(AllowedUrls.TryParse(_allowed, out var allowed));
        var host = RepositoryHost.Of(new Uri("https://api.github.com/"));
        var addresses = new LocationAddresses(host, allowed);
        var reader = new LocationReader(
            _repositories, _web, new YamlDocumentReader(), addresses,
            new AllowRules(AllowRulesText.Parse(rules).Value!, host), _manifests, limits);
        var start = new LocationTarget(target, addresses.Resolve(target, from: null).Value!, new("location:1", "target"));
        var beginning = new LocationStart("location:1", "url:" + target, "location:1", start) { IsForced = isForced };
        return await reader.ReadAsync(tags is null ? beginning : beginning with { Tags = tags }, Cancel);
    }

    private sealed class MemoryWeb : Dictionary<string, string>, IWebTexts
    {
        public Task<Result<WebText>> ReadAsync(
            Uri url, string? knownTag, int maxBytes, CancellationToken cancellationToken) =>
            Task.FromResult<Result<WebText>>(TryGetValue(url.AbsoluteUri, out var text)
                ? new WebText(text, null)
                : new Problem(ReadingProblems.FileNotFound, "404"));
    }

    private sealed class ListedManifests : ISourceManifests
    {
        private readonly Dictionary<string, SourceManifest> _manifests = [];

        public void Add(
            string source,
            string parent,
            string? tag = null,
            string origin = "location:1",
            string? key = null,
            int problems = 0) =>
            _manifests[source] = new(
                source, "url:" + source, origin, parent, tag, DateTimeOffset.UnixEpoch, IngestCause.Location,
                [EntityRef.Parse("component:default/x")], key is null ? [] : [key], 0)
            { Problems = problems };

        public Task<SourceManifest?> FindAsync(string source, CancellationToken cancellationToken) =>
            Task.FromResult(_manifests.GetValueOrDefault(source));

        public Task<IReadOnlyDictionary<string, SourceManifest>> FindAsync(
            IReadOnlyCollection<string> sources, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyDictionary<string, SourceManifest>>(
                _manifests.Where(manifest => sources.Contains(manifest.Key)).ToDictionary());

        public IAsyncEnumerable<SourceManifest> ListByOriginAsync(string origin, CancellationToken cancellationToken) =>
            _manifests.Values.Where(manifest => manifest.Origin == origin).ToAsyncEnumerable();

        public IAsyncEnumerable<SourceManifest> ListAsync(CancellationToken cancellationToken) =>
            _manifests.Values.ToAsyncEnumerable();

        public Task<IReadOnlyList<SourceManifest>> ListByRefreshKeyAsync(string key, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<SourceManifest>>([]);

        public Task<IReadOnlyList<SourceManifest>> ListByParentAsync(string source, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<SourceManifest>>(
                [.. _manifests.Values.Where(manifest => manifest.Parent == source).OrderBy(manifest => manifest.Source)]);
    }
}

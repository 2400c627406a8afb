using Platform.Core.Access;
using Platform.TestKit.Catalog;
using Platform.TestKit.Forge;
using Platform.TestKit.Hosting;

namespace Platform.Functions.Tests.Catalog;

/// <summary>The action that users put into their workflows, run step by step in repositories that are right and wrong.</summary>
public sealed class CatalogCheckActionTests(PlatformHostFixture fixture) : IClassFixture<PlatformHostFixture>, IDisposable
{
    private const string Wrong = "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: Not, valid\nspec:\n"
        + "  type: service\n  lifecycle: production\n";

    private readonly PlatformHost _host = fixture.Host;
    private readonly DirectoryInfo _repository = Directory.CreateTempSubdirectory("checked");
    private readonly CompositeAction _action = new("catalog-check");

    public static TheoryData<bool> Ways => [false, true];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _repository.Delete(recursive: true);

    [Theory, MemberData(nameof(Ways))]
    public async Task A_repository_with_a_valid_descriptor_passes(bool byPlatform)
    {
        Write("catalog-info.yaml", new EntityBuilder().Text());

        var run = await RunAsync(byPlatform);

        Assert.True(run.Succeeded, string.Join('\n', run.Log));
        Assert.Empty(run.Annotations);
        Assert.Equal(["Check"], run.Steps);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Mistakes_fail_the_job_and_stand_beside_their_lines(bool byPlatform)
    {
        Write("catalog-info.yaml", Wrong);

        var run = await RunAsync(byPlatform);

        Assert.False(run.Succeeded);
        Assert.Equal(
            [
                "::error file=catalog-info.yaml,line=4,col=9,title=field-format",
                "::error file=catalog-info.yaml,line=6,col=3,title=field-missing",
            ],
            run.Annotations.Select(annotation => annotation[..annotation.IndexOf("::", 2, StringComparison.Ordinal)]));
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task A_repository_without_a_descriptor_fails_in_the_same_words(bool byPlatform)
    {
        Write("README.md", "Nothing here.");

        var run = await RunAsync(byPlatform);

        Assert.False(run.Succeeded);
        Assert.Equal(
            [
                "::error file=catalog-info.yaml,line=1,col=1,title=file-missing"
                + "::There is no catalog-info.yaml: it says what this is and who owns it.",
            ],
            run.Annotations);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task A_descriptor_that_describes_nothing_fails(bool byPlatform)
    {
        Write("catalog-info.yaml", "# later\n---\n");

        var run = await RunAsync(byPlatform);

        Assert.False(run.Succeeded);
        Assert.Contains("title=file-empty", Assert.Single(run.Annotations));
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Several_descriptors_with_unusual_names_are_all_judged(bool byPlatform)
    {
        Write("catalog-info.yaml", new EntityBuilder().Text());
        Write("a b/ü,100%.yaml", Wrong);

        var run = await RunAsync(byPlatform, ("path", "catalog-info.yaml\n  a b/ü,100%.yaml  \n\nnot-there.yaml\n"));

        Assert.False(run.Succeeded);
        Assert.Equal(
            ["file-missing not-there.yaml", "field-format a b/ü%2C100%25.yaml", "field-missing a b/ü%2C100%25.yaml"],
            run.Annotations.Select(CodeAndFile).OrderBy(line => line.StartsWith("file-", StringComparison.Ordinal) ? 0 : 1));
    }

    [Fact]
    public async Task The_mistakes_can_be_had_for_code_scanning()
    {
        Write("catalog-info.yaml", Wrong);
        var file = Path.Combine(_repository.FullName, "out.sarif");

        var run = await RunAsync(byPlatform: false, ("sarif", file));

        Assert.False(run.Succeeded);
        Assert.Contains("\"ruleId\":\"field-missing\"", await File.ReadAllTextAsync(file, Cancel));
    }

    [Fact]
    public async Task A_platform_that_refuses_the_key_fails_the_job_and_the_log_keeps_the_key()
    {
        Write("catalog-info.yaml", new EntityBuilder().Text());
        var key = ApiKey.Generate().Reveal();

        var run = await RunAsync(byPlatform: true, ("key", key));

        Assert.False(run.Succeeded);
        Assert.Contains("answered 401", Assert.Single(run.Annotations));
        Assert.DoesNotContain(run.Log, line => line.Contains(key, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("path", " ")]
    [InlineData("key", "")]
    [InlineData("sarif", "x.sarif")]
    public async Task Inputs_that_make_no_sense_together_fail_the_job(string input, string value)
    {
        Write("catalog-info.yaml", new EntityBuilder().Text());

        var run = await RunAsync(byPlatform: true, (input, value));

        Assert.False(run.Succeeded);
        Assert.Contains("title=catalog-check", Assert.Single(run.Annotations));
    }

    /// <summary>Takes a minute or two: everything is built anew.</summary>
    [Fact(Explicit = true)]
    public async Task Without_any_input_the_command_line_is_built_first()
    {
        Write("catalog-info.yaml", Wrong);

        var run = await _action.RunAsync(_repository.FullName, new Dictionary<string, string>(), Cancel);

        Assert.Equal(3, run.Steps.Count);
        Assert.Equal(2, run.Annotations.Count);
    }

    private async Task<ActionRun> RunAsync(bool byPlatform, params (string Name, string Value)[] inputs)
    {
        var given = new Dictionary<string, string>();
        if (byPlatform)
        {
            using var reader = await _host.ClientWithAsync(Role.Reader);
            given["address"] = _host.ApiAddress.AbsoluteUri;
            given["key"] = reader.DefaultRequestHeaders.Authorization!.Parameter!;
        }
        else
        {
            given["command-line"] = typeof(PlatformApp).Assembly.Location;
        }

        foreach (var (name, value) in inputs)
        {
            given[name] = value;
        }

        return await _action.RunAsync(_repository.FullName, given, Cancel);
    }

    private static string CodeAndFile(string annotation)
    {
        var parts = annotation.Split(',', ':');
        var code = parts.First(part => part.StartsWith("title=", StringComparison.Ordinal));
        return $"{code["title=".Length..]} {parts[2]["error file=".Length..]}";
    }

    private void Write(string path, string text)
    {
        var file = Path.Combine(_repository.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}

using System.Text.Json.Nodes;
using Platform.Functions.Cli;
using Platform.TestKit.Catalog;

namespace Platform.Functions.Tests.Cli.Catalog;

public sealed class ValidateCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("validate");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_folder_gives_a_line_per_document_and_a_status_that_says_whether_all_is_well()
    {
        Write("catalog-info.yaml", new EntityBuilder().Text() + "\n---\n\n---\n" + new EntityBuilder().Named("b").Text());
        Write("inner/api.yml", "apiVersion: backstage.io/v1alpha1\nkind: API\nmetadata:\n  name: Not valid\nspec: {}\n");
        Write("inner/notes.txt", "kind: [");
        Write(".hidden/x.yaml", "kind: [");
        Write("node_modules/x.yaml", "kind: [");

        var run = await CommandProcess.RunAsync(Cancel, "catalog", "validate", _folder.FullName, "--json");

        Assert.Equal(ExitCode.InputAtFault, run.Status);
        Assert.Equal(
            [("catalog-info.yaml", 0, true), ("catalog-info.yaml", 2, true), ("api.yml", 0, false)],
            run.Lines.Select(line => (Path.GetFileName((string)line["file"]!), (int)line["document"]!, (bool)line["valid"]!)));
        var broken = run.Lines[2];
        Assert.Equal((1, "API", null, "Not valid"), (
            (int)broken["line"]!, (string?)broken["kind"], (string?)broken["namespace"], (string?)broken["name"]));
        Assert.Equal(
            [
                "field-format metadata.name 4:9", "field-missing spec.type 5:7", "field-missing spec.lifecycle 5:7",
                "field-missing spec.owner 5:7", "field-missing spec.definition 5:7",
            ],
            broken["errors"]!.AsArray().Select(Say));
        Assert.All(broken["errors"]!.AsArray(), error => Assert.NotEmpty((string)error!["message"]!));
        Assert.Contains("2 files, 3 documents, 1 with problems.", run.Prose);
    }

    [Fact]
    public async Task Valid_files_are_fine_and_say_nothing_on_stdout()
    {
        Write("a.yaml", new EntityBuilder().Text());

        var run = await CommandProcess.RunAsync(Cancel, "catalog", "validate", At("a.yaml"));

        Assert.Equal((ExitCode.Fine, string.Empty), (run.Status, run.Output));
    }

    [Fact]
    public async Task Problems_are_told_to_people_with_their_place_first()
    {
        Write("a.yaml", "kind: [");
        await File.WriteAllBytesAsync(At("b.yaml"), [0x61, 0xff], Cancel);
        await File.WriteAllTextAsync(At("c.yaml"), new string('a', 2 * 1024 * 1024), Cancel);

        var run = await CommandProcess.RunAsync(Cancel, "catalog", "validate", _folder.FullName);

        Assert.Equal(ExitCode.InputAtFault, run.Status);
        Assert.Matches($@"{At("a.yaml")}:\d+:\d+: yaml-syntax: ", run.Output);
        Assert.Contains($"{At("b.yaml")}:1:2: file-not-utf8: ", run.Output);
        Assert.Contains($"{At("c.yaml")}:1:1: yaml-too-large: ", run.Output);
    }

    [Fact]
    public async Task A_reference_that_can_not_be_read_is_told_although_the_entity_is_valid()
    {
        Write("a.yaml", new EntityBuilder().With("spec.dependsOn", new JsonArray("no-kind")).Text());

        var run = await CommandProcess.RunAsync(Cancel, "catalog", "validate", At("a.yaml"), "--json");

        Assert.Equal(ExitCode.InputAtFault, run.Status);
        var line = Assert.Single(run.Lines);
        Assert.True((bool)line["valid"]!);
        Assert.Equal("entity-ref-format spec.dependsOn[0]", Say(Assert.Single(line["errors"]!.AsArray()))[..35]);
    }

    [Fact]
    public async Task GitHub_gets_a_command_per_problem_with_the_path_from_the_repositorys_root()
    {
        Write("a,b.yaml", "kind: [");

        var run = await CommandProcess.RunInAsync(_folder.FullName, Cancel, "catalog", "validate", ".", "--format", "github");

        Assert.Equal(ExitCode.InputAtFault, run.Status);
        Assert.Matches(@"\A::error file=a%2Cb\.yaml,line=\d+,col=\d+,title=yaml-syntax::[^\n]+\n\z", run.Output);
    }

    [Fact]
    public async Task Sarif_is_one_log_that_satisfies_the_published_schema()
    {
        Write("a b.yaml", "kind: [");
        Write("c.yaml", "apiVersion: backstage.io/v1alpha1\nkind: API\nmetadata:\n  name: Not valid\nspec: {}\n");

        var run = await CommandProcess.RunInAsync(_folder.FullName, Cancel, "catalog", "validate", ".", "--format", "sarif");
        var fine = await CommandProcess.RunInAsync(_folder.FullName, Cancel, "catalog", "validate", "a.yaml", "--format", "sarif",
            "--required");

        Assert.Equal((ExitCode.InputAtFault, ExitCode.InputAtFault), (run.Status, fine.Status));
        Assert.Equal("[]", await SarifSchema.ErrorsAsync([run.Output, fine.Output], Cancel));
        var results = JsonNode.Parse(run.Output)!["runs"]![0]!["results"]!.AsArray();
        var where = results[1]!["locations"]![0]!["physicalLocation"]!;
        Assert.Equal(("field-format", "c.yaml", "%SRCROOT%", 4, 9), (
            (string)results[1]!["ruleId"]!, (string)where["artifactLocation"]!["uri"]!,
            (string)where["artifactLocation"]!["uriBaseId"]!, (int)where["region"]!["startLine"]!,
            (int)where["region"]!["startColumn"]!));
        Assert.Equal("a%20b.yaml", (string)results[0]!["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]!);
        Assert.Equal(
            "a text or list that breaks a rule",
            (string)JsonNode.Parse(run.Output)!["runs"]![0]!["tool"]!["driver"]!["rules"]![1]!["shortDescription"]!["text"]!);
    }

    [Fact]
    public async Task A_file_that_has_to_be_there_is_missed_and_so_is_what_it_should_say()
    {
        Write("empty.yaml", "---\n---\n");

        var run = await CommandProcess.RunAsync(
            Cancel, "catalog", "validate", At("none.yaml"), At("empty.yaml"), "--required", "--json");

        Assert.Equal(ExitCode.InputAtFault, run.Status);
        Assert.Equal(["file-missing", "file-empty"], run.Lines.Select(line => (string)line["errors"]![0]!["code"]!));
    }

    [Theory]
    [InlineData("catalog", "validate", ".", "--format", "xml")]
    [InlineData("catalog")]
    [InlineData("catalog", "nope")]
    [InlineData("catalog", "validate")]
    [InlineData("catalog", "validate", "--nope")]
    [InlineData("catalog", "validate", "/no/such/file.yaml")]
    public async Task A_wrong_argument_is_a_usage_error(params string[] args) =>
        Assert.Equal(ExitCode.Usage, await CommandLine.RunAsync(args));

    private static string Say(JsonNode? error) =>
        $"{(string)error!["code"]!} {(string?)error["field"]} {(int)error["line"]!}:{(int)error["column"]!}";

    private string At(string path) => Path.Combine(_folder.FullName, path);

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), text);
    }
}

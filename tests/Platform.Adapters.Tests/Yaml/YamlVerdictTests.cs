using System.Text.Json.Nodes;
using Platform.Adapters.Yaml;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Yaml;

/// <summary>Hundreds of real descriptors, many of them malformed, and what npm yaml says about each of their documents.</summary>
public sealed class YamlVerdictTests(ITestOutputHelper output)
{
    [Fact]
    public void Real_files_have_the_documents_and_errors_that_npm_yaml_finds()
    {
        Assert.SkipWhen(RepositoryRoot.Shared is null, "There is no ../shared beside the repository.");
        var data = Path.Combine(RepositoryRoot.Shared!, "data");
        var reader = new YamlDocumentReader();
        var (files, differing) = (0, new List<string>());
        foreach (
            var verdict in File.ReadLines(Path.Combine(data, "verdicts.jsonl")).Select(line => JsonNode.Parse(line)!.AsObject()))
        {
            var file = verdict["file"]!.GetValue<string>();
            if (verdict["docs"] is not JsonArray documents || !File.Exists(Path.Combine(data, file)))
            {
                continue;
            }

            files++;
            var theirs =
                documents.Select(document => Kind(document!.AsObject())).ToList();
            var read = reader.Read(file, File.ReadAllText(Path.Combine(data, file)));
            var ours = read.Select(
                document => !document.IsOk ? "error" : document.Value.Root is null ? "empty" : "document").ToList();
            // An unquoted {{ name }} is a mapping as a key; npm yaml makes a text of it, and the file fails later and less
            // clearly.
            if (!theirs.SequenceEqual(ours) && !read.Any(
                document => document.Problems.Any(problem => problem.Code == "yaml-key-not-scalar")))
            {
                var problems = string.Join("; ", read.SelectMany(document => document.Problems));
                differing.Add($"{file}: theirs {string.Join(',', theirs)} ours {string.Join(',', ours)} {problems}");
            }
        }

        output.WriteLine($"{files} files compared, {differing.Count} differ.");
        Assert.True(files > 0 && differing.Count == 0, $"{differing.Count} of {files}:\n{string.Join('\n', differing)}");
    }

    private static string Kind(JsonObject verdict) =>
        verdict["yamlError"] is not null ? "error" : verdict["empty"] is not null ? "empty" : "document";
}

using System.Text.Json.Nodes;
using Platform.Adapters.Yaml;
using Platform.Core.Catalog.Validation;
using Platform.TestKit.Services;

namespace Platform.Core.Tests.Catalog.Validation;

/// <summary>What Backstage's own packages say about real descriptors, document by document, against what we say.</summary>
public sealed class BackstageVerdictTests
{
    [Fact]
    public void Every_real_document_gets_Backstages_verdict()
    {
        Assert.SkipWhen(RepositoryRoot.Shared is null, "The collection of real descriptors is not beside this repository.");
        var data = Path.Combine(RepositoryRoot.Shared, "data");
        var differences = new List<string>();
        var compared = 0;
        foreach (var line in File.ReadLines(Path.Combine(data, "verdicts.jsonl")))
        {
            var verdict = JsonNode.Parse(line)!;
            var file = (string)verdict["file"]!;
            if (verdict["docs"] is not JsonArray { Count: > 0 } documents || !File.Exists(Path.Combine(data, file)))
            {
                continue;
            }

            var read = new YamlDocumentReader().Read(file, File.ReadAllText(Path.Combine(data, file)));
            for (var i = 0; i < documents.Count; i++)
            {
                compared++;
                var expected = Expected(documents[i]!);
                var found = i >= read.Count ? "absent"
                    : !read[i].IsOk ? "invalid"
                    : read[i].Value!.Root is null ? "empty"
                    : EntityValidation.Validate(read[i].Value!).IsOk ? "valid" : "invalid";
                if (expected != found)
                {
                    differences.Add($"{file}#{i}: Backstage {expected}, we {found}: {documents[i]!["errors"]?.ToJsonString()}"
                        + (i < read.Count && read[i].IsOk ? string.Join(
                            "; ", EntityValidation.Validate(read[i].Value!).Problems) : string.Empty));
                }
            }
        }

        TestContext.Current.SendDiagnosticMessage($"{compared} documents compared.");
        Assert.True(compared > 700, $"Only {compared} documents were compared.");
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    private static string Expected(JsonNode verdict) =>
        verdict["empty"] is not null ? "empty"
        : verdict["yamlError"] is not null ? "invalid"
        : (bool?)verdict["valid"] == true ? "valid" : "invalid";
}

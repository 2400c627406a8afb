using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Adapters.Yaml;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Placeholders;
using Platform.Core.Catalog.Relations;
using Platform.Core.Catalog.Validation;
using Platform.Core.Primitives;
using Platform.TestKit.Services;

namespace Platform.Core.Tests.Catalog.Validation;

/// <summary>
/// What Backstage's own packages say about real descriptors, many of them malformed, against what we say: document by document
/// whether it is one, whether it is valid and which field is not, which references don't parse, and which placeholders it has.
/// </summary>
public sealed partial class BackstageVerdictTests(ITestOutputHelper output)
{
    private const string UnquotedTemplate =
        "An unquoted {{ name }} is a mapping used as a key. npm yaml makes a text of it and the entity fails for its name; we "
        + "say at once, with line and column, that a key must be text. Both refuse the document.";

    /// <summary>Where we mean to differ: the document, what differs, and why. None may be listed that doesn't occur.</summary>
    private static readonly Dictionary<string, string> Deviations = new(StringComparer.Ordinal)
    {
        ["catalog/0x29a__clone_course__catalog-info.yaml#0: references: Backstage owner dependsOn dependsOn, we "] =
            "The kind is an empty text, which is reported; without a kind no field holds references.",
        ["catalog/BESTSELLER__backstage_old__packages__create-app__templates__default-app__catalog-info.yaml.hbs#0: YAML error: "
            + "Backstage False, we True"] = UnquotedTemplate,
        ["catalog/BESTSELLER__backstage_old__plugins__scaffolder-backend__sample-templates__docs-template__"
            + "{{cookiecutter.component_id}}__component-info.yaml#0: YAML error: Backstage False, we True"] = UnquotedTemplate,
    };

    private readonly List<string> _differences = [];

    [Fact]
    public void Every_real_document_gets_Backstages_whole_verdict()
    {
        Assert.SkipWhen(RepositoryRoot.Shared is null, "The collection of real descriptors is not beside this repository.");
        var data = Path.Combine(RepositoryRoot.Shared, "data");
        var verdicts = File.ReadLines(Path.Combine(data, "verdicts.jsonl"))
            .Select(line => JsonNode.Parse(line)!)
            .Where(verdict => verdict["docs"] is not null)
            .ToDictionary(verdict => (string)verdict["file"]!, verdict => (JsonArray)verdict["docs"]!, StringComparer.Ordinal);
        var documents = 0;
        foreach (var path in Directory.EnumerateFiles(Path.Combine(data, "catalog")).Order(StringComparer.Ordinal))
        {
            var file = $"catalog/{Path.GetFileName(path)}";
            Assert.True(verdicts.TryGetValue(file, out var expected), $"There is no verdict of {file}.");
            documents += Compare(file, File.ReadAllText(path), expected);
        }

        output.WriteLine($"{documents} documents of {verdicts.Count} files compared, {Deviations.Count} deviations.");
        var unexpected = _differences.Where(found => !Deviations.ContainsKey(found)).ToList();
        Assert.True(unexpected.Count == 0, $"{unexpected.Count} differences:\n{string.Join('\n', unexpected)}");
        Assert.Empty(Deviations.Keys.Except(_differences));
        Assert.True(documents > 800, $"Only {documents} documents were compared.");
    }

    private int Compare(string file, string text, JsonArray expected)
    {
        var read = new YamlDocumentReader().Read(file, text);
        Same(file, "documents", expected.Count, read.Count);
        for (var i = 0; i < Math.Min(expected.Count, read.Count); i++)
        {
            Compare($"{file}#{i}", expected[i]!, read[i]);
        }

        return expected.Count;
    }

    private void Compare(string document, JsonNode expected, Result<SourceDocument> read)
    {
        Same(document, "YAML error", expected["yamlError"] is not null, !read.IsOk);
        Same(document, "empty", expected["empty"] is not null, read is { IsOk: true, Value.Root: null });
        if (expected["valid"] is not { } valid || read.Value?.Root is not { } root)
        {
            return;
        }

        var judged = EntityValidation.Validate(read.Value);
        Same(document, "valid", (bool)valid, judged.IsOk);
        foreach (var error in expected["errors"]!.AsArray().Select(error => (string)error!))
        {
            Same(document, error, true, judged.Problems.Any(problem => IsAbout(problem, error)));
        }

        Same(
            document,
            "placeholders",
            string.Join(' ', expected["placeholders"]!.AsArray().Select(found => $"{found!["k"]}={found["v"]}@{found["at"]}")),
            string.Join(' ', Placeholder.FindAll(root).Select(found => $"{found.Key}={found.Target}@{Dotted(found.Field)}")));
        Same(
            document,
            "references",
            string.Join(' ', expected["refErrors"]!.AsArray().Select(error => ((string)error!).Split(':')[0])),
            string.Join(' ', BadReferences(root).Select(problem => Dotted(problem.Field!).Split('.')[1])));
    }

    private static IReadOnlyList<Problem> BadReferences(JsonNode root) =>
        root["kind"] is JsonValue kind && kind.TryGetValue<string>(out var text) && text.Length > 0
            ? EntityRelations.Of(EntityRef.Create(text, "default", "any"), root.AsObject()).Problems
            : [];

    /// <summary>Whether a problem of ours names the field, and where there is one the missing property, of an error of
    /// Backstage.</summary>
    private static bool IsAbout(Problem problem, string error)
    {
        var field = Dotted(problem.Field ?? string.Empty);
        if (error.StartsWith("no validator recognises", StringComparison.Ordinal))
        {
            return problem.Code == "entity-kind-unknown";
        }

        if (Quoted().Match(error) is { Success: true } policy)
        {
            return field == policy.Groups[1].Value || field == $"metadata.{policy.Groups[1].Value}";
        }

        var path = Pointer().Match(error) is { Success: true } pointer
            ? pointer.Value[1..].Replace('/', '.').Replace("~1", "/", StringComparison.Ordinal) : string.Empty;
        return Missing().Match(error) is { Success: true } missing
            ? problem.Code == FieldChecks.Missing && field == $"{path}.{missing.Groups[1].Value}".TrimStart('.')
            : error.Contains("additional properties", StringComparison.Ordinal)
                ? problem.Code == FieldChecks.Unknown
                : field == path;
    }

    private void Same<T>(string document, string what, T expected, T found)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, found))
        {
            _differences.Add($"{document}: {what}: Backstage {expected}, we {found}");
        }
    }

    private static string Dotted(string field) => Index().Replace(field, ".$1");

    [GeneratedRegex(@"\[(\d+)\]")]
    private static partial Regex Index();

    [GeneratedRegex("\\A\"([^\"]+)\" is not valid")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(?<=\A|, )/\S+")]
    private static partial Regex Pointer();

    [GeneratedRegex("must have required property '([^']+)'")]
    private static partial Regex Missing();
}

using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.DryRuns;
using Platform.Core.Scaffolding.Schemas;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Core.Scaffolding.Testing;

/// <summary>What a case expects, against what a dry run came to. Pure; snapshots are compared by whoever has the disk.</summary>
public sealed class Expectations(JsonObject expect, DryRunResult result, IReadOnlyList<WorkspaceBody> bodies,
    IDocumentReader documents)
{
    private readonly List<string> _failures = [];

    /// <summary>A sentence for each expectation that doesn't hold.</summary>
    public IReadOnlyList<string> Check()
    {
        if (expect["error"] is JsonObject error)
        {
            CheckError(error);
            return _failures;
        }

        if (result.Problems.Count > 0)
        {
            _failures.AddRange(result.Problems.Select(problem => problem.ToString()));
            return _failures;
        }

        CheckFiles();
        CheckTexts("contains", present: true);
        CheckTexts("notContains", present: false);
        foreach (var (file, paths) in expect["paths"] as JsonObject ?? [])
        {
            CheckPaths(file, paths!.AsObject());
        }

        if (expect["output"] is JsonObject output)
        {
            CheckValues("the output", result.Output, output);
        }

        if (expect["stubbed"] is JsonArray && !TextsOf("stubbed").Order().SequenceEqual(result.Stubbed.Order()))
        {
            _failures.Add($"the actions not run were {List(result.Stubbed)}, expected {List(TextsOf("stubbed"))}");
        }

        return _failures;
    }

    private static string List(IEnumerable<string> items) => $"[{string.Join(", ", items)}]";

    private IEnumerable<string> TextsOf(string name) =>
        (expect[name] as JsonArray ?? []).Select(item => item!.GetValue<string>());

    private void CheckError(JsonObject error)
    {
        bool Fits(Problem problem) =>
            (error["code"] is not { } code || problem.Code == code.GetValue<string>())
            && (error["field"] is not { } field || problem.Field == field.GetValue<string>())
            && (error["file"] is not { } file
                || problem.Place?.File.EndsWith(file.GetValue<string>(), StringComparison.Ordinal) == true)
            && (error["message"] is not { } message
                || problem.Message.Contains(message.GetValue<string>(), StringComparison.Ordinal));

        if (!result.Problems.Any(Fits))
        {
            _failures.Add(result.Problems.Count == 0
                ? $"it rendered, expected the error {error.ToJsonString(PlatformJson.Options)}"
                : $"the error was {result.Problems[0]}, expected {error.ToJsonString(PlatformJson.Options)}");
        }
    }

    private void CheckFiles()
    {
        var paths = bodies.Select(body => body.Path).ToList();
        foreach (var glob in TextsOf("files").Where(glob => !paths.Exists(path => Matches(glob, path))))
        {
            _failures.Add($"no file matches '{glob}'; there are {List(paths.Take(20))}");
        }

        foreach (var glob in TextsOf("noFiles"))
        {
            _failures.AddRange(paths.Where(path => Matches(glob, path))
                .Select(path => $"there is '{path}', expected nothing like '{glob}'"));
        }

        if (expect["onlyFiles"] is JsonArray)
        {
            var allowed = TextsOf("onlyFiles").ToList();
            _failures.AddRange(paths.Where(path => !allowed.Exists(glob => Matches(glob, path)))
                .Select(path => $"there is '{path}', expected only {List(allowed)}"));
        }

        foreach (var path in TextsOf("executable")
            .Where(path => bodies.FirstOrDefault(body => body.Path == path)?.Mode != "100755"))
        {
            _failures.Add($"'{path}' is not executable");
        }
    }

    private static bool Matches(string glob, string path)
    {
        try
        {
            return GlobPattern.Parse(glob).IsMatch(path);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private void CheckTexts(string name, bool present)
    {
        foreach (var (file, wanted) in expect[name] as JsonObject ?? [])
        {
            if (TextOf(file) is not { } text)
            {
                continue;
            }

            foreach (var part in wanted is JsonArray several ? several.Select(item => item!.GetValue<string>())
                : [wanted!.GetValue<string>()])
            {
                if (text.Contains(part, StringComparison.Ordinal) != present)
                {
                    _failures.Add($"'{file}' {(present ? "does not contain" : "contains")} '{part}'");
                }
            }
        }
    }

    private void CheckPaths(string file, JsonObject paths)
    {
        if (TextOf(file) is not { } text)
        {
            return;
        }

        var read = documents.Read(file, text);
        if (read.Count == 0 || !read[0].IsOk)
        {
            _failures.Add(
                $"'{file}' can't be read as JSON or YAML: {(read.Count == 0 ? "it is empty" : read[0].Problems[0].ToString())}");
            return;
        }

        CheckValues($"'{file}'", read[0].Value!.Root, paths);
    }

    private void CheckValues(string subject, JsonNode? root, JsonObject wanted)
    {
        foreach (var (path, value) in wanted)
        {
            if (JsonPath.Parse(path) is not { } parts)
            {
                _failures.Add($"'{path}' is no path, such as spec.links[0].url");
            }
            else if (!JsonPath.TryFind(root, parts, out var found))
            {
                _failures.Add($"{subject} has no '{path}'");
            }
            else if (!JsonEquality.AreEqual(found, value))
            {
                _failures.Add($"{subject} has {Shown(found)} at '{path}', expected {Shown(value)}");
            }
        }
    }

    private static string Shown(JsonNode? value) => value?.ToJsonString(PlatformJson.Options) ?? "null";

    private string? TextOf(string file)
    {
        if (bodies.FirstOrDefault(body => body.Path == file) is { } found)
        {
            return Encoding.UTF8.GetString(found.Content.Span);
        }

        _failures.Add($"there is no file '{file}'");
        return null;
    }
}

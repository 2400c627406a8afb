using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Adapters.Yaml;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Actions;

/// <summary>
/// A composite action of this repository, run as a runner runs it: its steps one after the other by bash, with its inputs. What
/// sets up a tool is taken to be done, as the tools are here already.
/// </summary>
internal sealed partial class CompositeAction
{
    private readonly string _folder;
    private readonly JsonObject _definition;

    private CompositeAction(string folder, JsonObject definition)
    {
        _folder = folder;
        _definition = definition;
    }

    public static CompositeAction Load(string name)
    {
        var folder = Path.Combine(RepositoryRoot.Path, ".github", "actions", name);
        var file = Path.Combine(folder, "action.yml");
        var document = Assert.Single(new YamlDocumentReader().Read(file, File.ReadAllText(file)));
        return new(folder, (JsonObject)document.Value!.Root!);
    }

    /// <returns>The first step that failed, or null, and what all steps printed.</returns>
    public async Task<(string? Failed, string Output)> RunAsync(
        IReadOnlyDictionary<string, string> given, string workingFolder, CancellationToken cancellationToken)
    {
        var inputs = _definition["inputs"]!.AsObject().ToDictionary(
            input => input.Key, input => given.GetValueOrDefault(input.Key) ?? (string?)input.Value!["default"] ?? string.Empty);
        var output = string.Empty;
        foreach (var step in _definition["runs"]!["steps"]!.AsArray().Select(step => step!.AsObject()))
        {
            if (step["uses"] is { } uses)
            {
                Assert.Matches("^actions/setup-[a-z]+@[0-9a-f]{40}$", (string)uses!);
            }
            else if (step["if"] is not { } condition || Holds((string)condition!, inputs))
            {
                var (status, text) = await RunStepAsync(step, inputs, workingFolder, cancellationToken);
                output += text;
                if (status != 0)
                {
                    return ((string?)step["name"], output);
                }
            }
        }

        return (null, output);
    }

    private async Task<(int Status, string Output)> RunStepAsync(
        JsonObject step, Dictionary<string, string> inputs, string workingFolder, CancellationToken cancellationToken)
    {
        Assert.Equal("bash", (string?)step["shell"]);
        var script = (string)step["run"]!;
        Assert.DoesNotContain("${{", script);
        var start = new ProcessStartInfo("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script])
        {
            WorkingDirectory = workingFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["GITHUB_ACTION_PATH"] = _folder;
        foreach (var (name, value) in step["env"] as JsonObject ?? [])
        {
            start.Environment[name] = Expression().Replace((string)value!, match => inputs[match.Groups[1].Value]);
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, await output + await error);
    }

    private static bool Holds(string condition, Dictionary<string, string> inputs)
    {
        var match = Comparison().Match(condition);
        Assert.True(match.Success, condition);
        return inputs[match.Groups[1].Value] == match.Groups[2].Value;
    }

    [GeneratedRegex(@"\$\{\{ inputs\.([a-z]+) \}\}")]
    private static partial Regex Expression();

    [GeneratedRegex("^inputs\\.([a-z]+) == '([^']*)'$")]
    private static partial Regex Comparison();
}

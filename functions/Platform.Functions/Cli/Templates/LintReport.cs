using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Linting;

namespace Platform.Functions.Cli.Templates;

/// <summary>A line per finding.</summary>
internal sealed class LintReport(bool json, TextWriter output, TextWriter prose)
{
    private int _errors;
    private int _warnings;

    public void Write(string template, IReadOnlyList<LintFinding> findings)
    {
        foreach (var (severity, problem) in findings)
        {
            _ = severity == LintSeverity.Error ? _errors++ : _warnings++;
            output.WriteLine(json
                ? PlatformJson.Serialize(new LintLine(
                    template, problem.Place?.File ?? template, problem.Place?.Line ?? 1, problem.Place?.Column ?? 1, severity,
                    problem.Code, problem.Field, problem.Value, problem.Expected, problem.Message))
                : $"{problem.Place?.ToString() ?? template}: {Name(severity)} {problem.Code}: {problem.Message}");
        }
    }

    /// <returns>The exit status: warnings alone are fine.</returns>
    public int Finish(int templates)
    {
        prose.WriteLine($"{templates} templates, {_errors} errors, {_warnings} warnings.");
        return _errors == 0 ? ExitCode.Fine : ExitCode.InputAtFault;
    }

    private static string Name(LintSeverity severity) => severity == LintSeverity.Error ? "error" : "warning";

    private sealed record LintLine(
        string Template, string File, int Line, int Column, LintSeverity Severity, string Code, string? Field, JsonNode? Value,
        string? Expected, string Message);
}

using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Linting;

namespace Platform.Functions.Cli.Templates;

/// <summary>
/// How many templates run on this platform, and what the others lack. Mistakes of a template itself are no lack.
/// </summary>
internal sealed class Compatibility
{
    private readonly List<TemplateLine> _templates = [];

    public void Add(string file, IReadOnlyList<LintFinding> findings)
    {
        IReadOnlyList<string> lacks = [.. findings
            .Where(finding => finding.Severity == LintSeverity.Error)
            .Select(finding => LackOf(finding.Problem)).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        _templates.Add(new(file, lacks.Count == 0, lacks));
    }

    public void Write(bool json, TextWriter output)
    {
        var lacks = _templates.SelectMany(template => template.Lacks).GroupBy(lack => lack)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new Lack(group.Key, group.Count())).ToList();
        var summary = new Summary(_templates.Count, _templates.Count(template => template.Runs), lacks);
        if (json)
        {
            foreach (var template in _templates)
            {
                output.WriteLine(PlatformJson.Serialize(template));
            }

            output.WriteLine(PlatformJson.Serialize(summary));
            return;
        }

        foreach (var template in _templates.Where(template => !template.Runs))
        {
            output.WriteLine($"{template.File}: lacks {string.Join(", ", template.Lacks)}");
        }

        output.WriteLine($"{summary.Run} of {summary.Templates} templates run here.");
        foreach (var lack in lacks)
        {
            output.WriteLine($"{lack.Templates,5}  {lack.What}");
        }
    }

    private static string? LackOf(Problem problem) => problem.Code switch
    {
        LintCodes.ActionUnknown => $"action {problem.Value}",
        LintCodes.InputUnsupported => $"input {problem.Field?[(problem.Field.LastIndexOf('.') + 1)..]} of publish:github",
        LintCodes.SkeletonNotLocal => "skeletons outside the template's repository",
        "template-placeholder" => "placeholders in the definition",
        "template-invalid" when problem.Field is "apiVersion" => "templates older than v1beta3",
        "template-invalid" or "yaml-syntax" => "a valid definition",
        _ when problem.Code.StartsWith("yaml-", StringComparison.Ordinal) => "a valid definition",
        _ => null,
    };

    private sealed record TemplateLine(string File, bool Runs, IReadOnlyList<string> Lacks);

    private sealed record Lack(string What, int Templates);

    private sealed record Summary(int Templates, int Run, IReadOnlyList<Lack> Lacks);
}

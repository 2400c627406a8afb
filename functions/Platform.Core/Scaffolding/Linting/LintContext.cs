using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Templates;

namespace Platform.Core.Scaffolding.Linting;

/// <summary>What the rules work with, and where they put what they find.</summary>
internal sealed class LintContext(TemplateDefinition template, ActionRegistry actions)
{
    private readonly List<LintFinding> _findings = [];

    public TemplateDefinition Template => template;

    public ActionRegistry Actions => actions;

    public IReadOnlyList<LintFinding> Findings => _findings;

    public void Add(LintSeverity severity, Problem problem) => _findings.Add(new(severity, problem));

    /// <summary>Something about a field of the definition.</summary>
    public void Report(
        LintSeverity severity, string code, string field, string message, string? expected = null, JsonNode? value = null) =>
        Add(severity, new(code, message, field, value?.DeepClone(), expected, template.Document.PlaceOf(field)));

    /// <summary>A text that is or holds an expression: nobody knows its value before it runs.</summary>
    public static bool IsExpression(JsonNode? node) =>
        TemplateFields.TextOrNull(node) is { } text
        && (text.Contains("{{", StringComparison.Ordinal) || text.Contains("{%", StringComparison.Ordinal));

    public static bool HasExpression(JsonNode? node) => node switch
    {
        JsonObject members => members.Any(member => HasExpression(member.Value)),
        JsonArray items => items.Any(HasExpression),
        _ => IsExpression(node),
    };
}

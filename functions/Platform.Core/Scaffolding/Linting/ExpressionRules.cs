using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Templating;
using Platform.Core.Scaffolding.Templating.Evaluation;
using Platform.Core.Scaffolding.Templating.Filters;
using Platform.Core.Scaffolding.Templating.Parsing;

namespace Platform.Core.Scaffolding.Linting;

/// <summary>One text with expressions: whether it can be read, and what it reads.</summary>
internal static class ExpressionRules
{
    /// <param name="placeOf">From a line and column within the text to a place in its file.</param>
    /// <returns>What the text reads; nothing when it can't be read.</returns>
    public static IReadOnlyList<(TemplateReference Reference, SourcePlace Place)> Check(
        LintContext context, string text, TemplateSyntax syntax, string? field, Func<int, int, SourcePlace> placeOf)
    {
        CompiledTemplate compiled;
        try
        {
            compiled = CompiledTemplate.Parse(text, syntax);
        }
        catch (TemplatingException failed)
        {
            context.Add(LintSeverity.Error, new(
                LintCodes.ExpressionInvalid, failed.Message, field, failed.Expression,
                Place: placeOf(failed.Line, failed.Column)));
            return [];
        }

        SourcePlace Place(int offset) => compiled.PlaceOf(offset) is var (line, column) ? placeOf(line, column) : placeOf(1, 1);
        var references = compiled.References();
        foreach (var filter in references.Filters)
        {
            LookUp(context, field, Place(filter.Offset), () => FilterSet.For(syntax).Find(filter.Name));
        }

        foreach (var test in references.Tests)
        {
            LookUp(context, field, Place(test.Offset), () => Tests.Find(test.Name));
        }

        return [.. references.Outside.Select(reference => (reference, Place(reference.Offset)))];
    }

    /// <summary>
    /// In strict mode an unknown variable fails everywhere but where it is asked for; a missing member where it is used.
    /// </summary>
    public static LintSeverity SeverityOf(TemplateReference reference, bool isVariable) =>
        reference.Need == Need.Value || (isVariable && reference.Need == Need.Condition)
            ? LintSeverity.Error
            : LintSeverity.Warning;

    private static void LookUp(LintContext context, string? field, SourcePlace place, Func<object> find)
    {
        try
        {
            find();
        }
        catch (TemplatingException unknown)
        {
            context.Add(LintSeverity.Error, new(LintCodes.ExpressionInvalid, unknown.Message, field, Place: place));
        }
    }
}

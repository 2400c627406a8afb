using Platform.Core.Primitives;

namespace Platform.Core.Scaffolding.Templates;

/// <summary>Reads a template definition. Unknown fields are kept and ignored, as Backstage does.</summary>
public static class TemplateParser
{
    /// <summary>All problems at once, each with its place in the file.</summary>
    public static Result<TemplateDefinition> Parse(SourceDocument document) => throw new NotSupportedException();
}

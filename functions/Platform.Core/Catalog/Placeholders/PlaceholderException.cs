using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Placeholders;

/// <summary>Ends the resolving of one placeholder, deep inside a document, with the reason.</summary>
internal sealed class PlaceholderException(Problem problem) : Exception(problem.Message)
{
    public Problem Problem { get; } = problem;
}

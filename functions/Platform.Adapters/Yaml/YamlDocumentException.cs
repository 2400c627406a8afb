using Platform.Core.Primitives;

namespace Platform.Adapters.Yaml;

/// <summary>Ends the reading of one document, with the problem that made going on pointless.</summary>
internal sealed class YamlDocumentException(Problem problem) : Exception(problem.Message)
{
    public Problem Problem { get; } = problem;
}

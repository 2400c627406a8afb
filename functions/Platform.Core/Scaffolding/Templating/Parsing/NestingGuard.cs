using System.Runtime.CompilerServices;

namespace Platform.Core.Scaffolding.Templating.Parsing;

/// <summary>Bounds the nesting of what is parsed: a deep template must be an error, not a stack overflow.</summary>
internal sealed class NestingGuard(SourceText source, int limit)
{
    private const int LevelsAnAsking = 8;
    private int _depth;

    public void Enter(int offset)
    {
        if (++_depth > limit || (_depth % LevelsAnAsking == 0 && !RuntimeHelpers.TryEnsureSufficientExecutionStack()))
        {
            throw source.Error("template-limit", $"The template is nested more than {limit} levels deep.", offset);
        }
    }

    public void Leave() => _depth--;
}

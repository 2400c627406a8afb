using System.Runtime.CompilerServices;

namespace Platform.Core.Scaffolding.Templating.Values;

/// <summary>What is left of one rendering's limits. Everything that can repeat, nest or grow asks here first.</summary>
internal sealed class RenderBudget(RenderLimits limits, CancellationToken cancellationToken)
{
    private const int CharactersAStep = 64;
    private const int StepsAnAsking = 1024;
    private const int LevelsAnAsking = 8;
    private long _steps;
    private long _asksAt = 1;
    private int _depth;

    public RenderLimits Limits { get; } = limits;

    public void Step(long count = 1)
    {
        _steps += count;
        if (_steps >= _asksAt)
        {
            Ask();
        }
    }

    private void Ask()
    {
        if (_steps > Limits.MaxSteps)
        {
            throw Over($"The template does more than {Limits.MaxSteps} steps.");
        }

        cancellationToken.ThrowIfCancellationRequested();
        _asksAt = Math.Min(_steps + StepsAnAsking, Limits.MaxSteps + 1L);
    }

    /// <summary>Asked before a text of this length is built.</summary>
    public void Text(long length)
    {
        if (length > Limits.MaxOutput)
        {
            throw Over($"The template builds a text of more than {Limits.MaxOutput} characters.");
        }

        Step(1 + (length / CharactersAStep));
    }

    public void Enter()
    {
        if (++_depth > Limits.MaxDepth
            || (_depth % LevelsAnAsking == 0 && !RuntimeHelpers.TryEnsureSufficientExecutionStack()))
        {
            throw Over($"The template is nested more than {Limits.MaxDepth} levels deep.");
        }
    }

    public void Leave() => _depth--;

    public static TemplatingException Over(string message) => new(message, "template-limit");
}

using Platform.Core.Scaffolding.Actions;

namespace Platform.TestKit.Scaffolding;

/// <summary>Actions that a process knows only once it has looked, as those that administrators registered.</summary>
public sealed class LateActions(params IReadOnlyList<IScaffoldAction> later) : IActionSource
{
    public IReadOnlyList<IScaffoldAction> Current { get; private set; } = [];

    public ValueTask RefreshAsync(CancellationToken cancellationToken)
    {
        Current = later;
        return default;
    }
}

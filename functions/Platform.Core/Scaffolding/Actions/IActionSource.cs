namespace Platform.Core.Scaffolding.Actions;

/// <summary>Actions that come and go while the platform runs.</summary>
public interface IActionSource
{
    /// <value>As they were at the last <see cref="RefreshAsync"/>; empty before the first.</value>
    IReadOnlyList<IScaffoldAction> Current { get; }

    /// <summary>Looks again, unless somebody did a moment ago.</summary>
    ValueTask RefreshAsync(CancellationToken cancellationToken);
}

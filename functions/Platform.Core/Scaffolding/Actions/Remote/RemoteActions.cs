namespace Platform.Core.Scaffolding.Actions.Remote;

/// <summary>
/// The registered remote actions as actions. What another instance registered is known here within five seconds; what this one
/// did, at once.
/// </summary>
public sealed class RemoteActions(
    IRemoteActionStore store,
    RemoteActionTransport transport,
    IRemoteCallStore calls,
    IRemoteActionSettings settings,
    RetryPauses pauses,
    TimeProvider clock) : IActionSource, IDisposable
{
    private static readonly TimeSpan LongestLag = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile State? _state;

    public IReadOnlyList<IScaffoldAction> Current => _state?.Actions ?? [];

    public ValueTask RefreshAsync(CancellationToken cancellationToken) => IsFresh ? default : new(LoadAsync(cancellationToken));

    /// <summary>The next look reads anew.</summary>
    public void Forget()
    {
        if (_state is { } state)
        {
            _state = state with { At = DateTimeOffset.MinValue };
        }
    }

    /// <summary>One of them; null when there is none of that id and version.</summary>
    public async Task<RemoteActionDefinition?> FindAsync(string id, int version, CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken);
        return _state!.Definitions.FirstOrDefault(known => known.Id == id && known.Version == version);
    }

    public void Dispose() => _one.Dispose();

    private bool IsFresh => _state is { } state && clock.GetUtcNow() - state.At < LongestLag;

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (!IsFresh)
            {
                var at = clock.GetUtcNow();
                var definitions = await store.ListAsync(cancellationToken);
                _state = new(definitions, [.. definitions.Select(ActionOf)], at);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    private RemoteAction ActionOf(RemoteActionDefinition definition) =>
        new(definition, transport, calls, settings, pauses, clock);

    private sealed record State(
        IReadOnlyList<RemoteActionDefinition> Definitions, IReadOnlyList<IScaffoldAction> Actions, DateTimeOffset At);
}

namespace Platform.Local.Runtime.Durable.Execution;

/// <summary>The turns of an execution as they are stored; those not yet committed are nobody else's business.</summary>
internal sealed class TurnLog
{
    private readonly Lock _gate = new();
    private readonly List<byte[]> _turns = [];
    private int _committed;

    /// <summary>With what is not committed yet.</summary>
    public IReadOnlyCollection<byte[]> All => _turns;

    public void Add(byte[] turn)
    {
        lock (_gate)
        {
            _turns.Add(turn);
        }
    }

    public void Commit(int turns)
    {
        lock (_gate)
        {
            _committed += turns;
        }
    }

    public IReadOnlyCollection<byte[]> Committed()
    {
        lock (_gate)
        {
            return _turns[.._committed];
        }
    }
}

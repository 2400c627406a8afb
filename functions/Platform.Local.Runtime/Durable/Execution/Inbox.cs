namespace Platform.Local.Runtime.Durable.Execution;

/// <summary>What has come for an instance and was not taken yet; the instance takes one turn at a time.</summary>
internal sealed class Inbox(Action schedule)
{
    /// <summary>So many letters at most in a turn: their deletes must fit into its commit.</summary>
    private const int MaxLetters = 40;

    private readonly Lock _gate = new();
    private List<Delivery> _waiting = [];
    private bool _busy;
    private bool _onHold;
    private bool _closed;

    public void Add(Delivery delivery)
    {
        lock (_gate)
        {
            _waiting.Add(delivery);
            ScheduleIfIdle();
        }
    }

    public IReadOnlyList<Delivery> Take()
    {
        lock (_gate)
        {
            var letters = 0;
            var taken = _waiting.TakeWhile(delivery => delivery.Letter is null || ++letters <= MaxLetters).ToList();
            _waiting.RemoveRange(0, taken.Count);
            return taken;
        }
    }

    public void PutBack(IEnumerable<Delivery> deliveries)
    {
        lock (_gate)
        {
            _waiting.InsertRange(0, deliveries);
        }
    }

    /// <summary>Nothing is taken until <see cref="GoOn"/>.</summary>
    public void Hold()
    {
        lock (_gate)
        {
            _onHold = true;
        }
    }

    /// <summary>Ends a hold, with what comes first.</summary>
    public void GoOn(params Delivery[] first)
    {
        lock (_gate)
        {
            _onHold = false;
            _waiting.InsertRange(0, first);
            ScheduleIfIdle();
        }
    }

    /// <summary>The turn is over; another follows when there is something for it.</summary>
    public void EndTurn()
    {
        lock (_gate)
        {
            _busy = false;
            ScheduleIfIdle();
        }
    }

    /// <summary>Nothing is taken any more.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
        }
    }

    /// <returns>What has come too late.</returns>
    public List<Delivery> Empty()
    {
        lock (_gate)
        {
            var late = _waiting;
            _waiting = [];
            return late;
        }
    }

    private void ScheduleIfIdle()
    {
        if (_waiting.Count > 0 && !_busy && !_onHold && !_closed)
        {
            _busy = true;
            schedule();
        }
    }
}

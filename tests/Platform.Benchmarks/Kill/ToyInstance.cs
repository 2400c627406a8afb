namespace Platform.Benchmarks.Kill;

/// <summary>The driver's view of one orchestration: what it has sent, what was acknowledged, what comes next.</summary>
internal sealed class ToyInstance(string id, IReadOnlyList<ToyStep> steps)
{
    private readonly HashSet<string> _sent = [];
    private readonly HashSet<string> _acknowledged = [];
    private int _next;
    private int _attempt;
    private bool _started;

    public string Id => id;

    public string? Ended { get; private set; }

    public int Acknowledged => _acknowledged.Count;

    /// <summary>What to ask a new process: everything that is not acknowledged, and the end.</summary>
    public IEnumerable<string> Ask()
    {
        if (!_started)
        {
            return [$"start {id}"];
        }

        _attempt++;
        return [.. Next(), $"wait {id}"];
    }

    /// <summary>Takes an answer in; returns what to ask next.</summary>
    public IEnumerable<string> Take(string[] words)
    {
        switch (words[0])
        {
            case "started" when !_started:
                _started = true;
                return [.. Next(), $"wait {id}"];
            case "raised" when _next < steps.Count && words[3] == Payload:
                _acknowledged.Add(words[3]);
                _next++;
                return Next();
            case "suspended" when IsAt(ToyStep.Suspend):
            case "resumed" when IsAt(ToyStep.Resume):
                _next++;
                return Next();
            case "ended":
                Ended ??= string.Join(' ', words[2..]);
                return [];
            default:
                return [];
        }
    }

    /// <summary>Everything that is wrong with how it ended.</summary>
    public IEnumerable<string> Violations(ILookup<string, string> effects)
    {
        if (Ended?.StartsWith("Completed ", StringComparison.Ordinal) != true)
        {
            return [$"{id}: ended as '{Ended}'"];
        }

        return new ToyVerdict(id, Ended["Completed ".Length..], effects).Violations(_acknowledged, _sent)
            .Select(violation => $"{id}: {violation}");
    }

    private bool IsAt(ToyStep step) => _next < steps.Count && steps[_next] == step;

    // An attempt is named, because one that was not acknowledged may have arrived all the same.
    private string Payload => $"{(steps[_next] == ToyStep.Raise ? 'e' : 'c')}{_next:D3}.{_attempt}";

    private string[] Next()
    {
        if (_next >= steps.Count)
        {
            return [];
        }

        switch (steps[_next])
        {
            case ToyStep.Suspend:
                return [$"suspend {id}"];
            case ToyStep.Resume:
                return [$"resume {id}"];
            default:
                _sent.Add(Payload);
                var name = steps[_next] == ToyStep.Raise ? ToyOrchestration.Event : ToyOrchestration.Close;
                return [$"raise {id} {name} {Payload}"];
        }
    }
}

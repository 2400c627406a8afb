using System.Text.Json;

namespace Platform.Benchmarks.Kill;

/// <summary>The driver's view of one orchestration: what it has sent, what was acknowledged, what comes next.</summary>
internal sealed class ToyInstance(string id, int events)
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
        return [Raise(), $"wait {id}"];
    }

    /// <summary>Takes an answer in; returns what to ask next.</summary>
    public IEnumerable<string> Take(string[] words)
    {
        switch (words[0])
        {
            case "started" when !_started:
                _started = true;
                return [Raise(), $"wait {id}"];
            case "raised" when words[3] == Payload:
                _acknowledged.Add(words[3]);
                _next++;
                return _next <= events ? [Raise()] : [];
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

        var result = JsonSerializer.Deserialize<ToyResult>(Ended["Completed ".Length..], JsonSerializerOptions.Web)!;
        return EffectViolations(result, effects).Concat(EventViolations(result.Events)).Select(violation => $"{id}: {violation}");
    }

    private IEnumerable<string> EffectViolations(ToyResult result, ILookup<string, string> effects)
    {
        for (var i = 0; i < ToyOrchestration.FanOut; i++)
        {
            if (!effects[$"{id}/{i}"].Contains(result.Nonces[i]))
            {
                yield return $"result {i} was never computed";
            }
        }

        if (!effects[$"{id}/flaky"].Contains(result.Flaky))
        {
            yield return "the retried result was never computed";
        }

        var recorded = string.Join(',', result.Nonces);
        if (effects[$"{id}/check"].Concat(result.Checks).Any(seen => seen != recorded))
        {
            yield return "a recorded result changed";
        }
    }

    private IEnumerable<string> EventViolations(string[] received)
    {
        foreach (var payload in _acknowledged.Where(payload => payload[0] == 'e').Except(received))
        {
            yield return $"acknowledged event {payload} is lost";
        }

        foreach (var payload in received.GroupBy(payload => payload).Where(group => group.Count() > 1))
        {
            yield return $"event {payload.Key} came {payload.Count()} times";
        }

        foreach (var payload in received.Except(_sent))
        {
            yield return $"event {payload} was never sent";
        }

        var numbers = received.Select(payload => payload.Split('.')[0]).ToList();
        if (!numbers.SequenceEqual(numbers.Order(StringComparer.Ordinal)))
        {
            yield return $"events out of order: {string.Join(' ', received)}";
        }
    }

    // The last one closes; an attempt is named, because one that was not acknowledged may have arrived all the same.
    private string Payload => $"{(_next < events ? 'e' : 'c')}{_next:D3}.{_attempt}";

    private string Raise()
    {
        if (_next > events)
        {
            return $"wait {id}";
        }

        _sent.Add(Payload);
        return $"raise {id} {(_next < events ? ToyOrchestration.Event : ToyOrchestration.Close)} {Payload}";
    }
}

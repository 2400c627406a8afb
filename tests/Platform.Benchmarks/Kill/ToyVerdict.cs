using System.Text.Json;

namespace Platform.Benchmarks.Kill;

/// <summary>Holds what an orchestration returned against what was really done and sent.</summary>
internal sealed class ToyVerdict(string id, string output, ILookup<string, string> effects)
{
    private readonly ToyResult _result = JsonSerializer.Deserialize<ToyResult>(output, JsonSerializerOptions.Web)!;

    public IEnumerable<string> Violations(IReadOnlySet<string> acknowledged, IReadOnlySet<string> sent) =>
        Effects().Concat(Rounds()).Concat(Recorded()).Concat(Events(acknowledged, sent));

    private IEnumerable<string> Effects()
    {
        var claims = _result.Nonces.Select((nonce, i) => (Key: $"{id}/{i}", Nonce: nonce))
            .Concat(_result.Children.Select((nonce, i) => (Key: $"{id}-c{i}/0", Nonce: nonce)))
            .Concat(_result.Rounds.Nonces.Select((nonce, i) => (Key: $"{id}-r/{i}", Nonce: nonce)))
            .Append((Key: $"{id}/flaky", Nonce: _result.Flaky))
            .Append((Key: $"{id}-f/flaky", Nonce: _result.FlakyChild))
            .ToList();
        foreach (var (key, _) in claims.Where(claim => !effects[claim.Key].Contains(claim.Nonce)))
        {
            yield return $"the result of {key} was never computed";
        }

        var expected = ToyOrchestration.FanOut + ToyOrchestration.Children + ToyOrchestration.Ticks + 2;
        if (claims.Count != expected)
        {
            yield return $"{claims.Count} results instead of {expected}";
        }
    }

    private IEnumerable<string> Rounds()
    {
        if (!_result.Rounds.Ticks.SequenceEqual(Enumerable.Range(0, ToyOrchestration.Ticks)))
        {
            yield return $"the parent's ticks were heard as {string.Join(' ', _result.Rounds.Ticks)}";
        }
    }

    private IEnumerable<string> Recorded()
    {
        var nonces = string.Join(',', _result.Nonces);
        var children = string.Join(',', _result.Children);
        if (effects[$"{id}/check"].Concat(_result.Checks).Any(seen => seen != nonces)
            || effects[$"{id}/children"].Any(seen => seen != children))
        {
            yield return "a recorded result changed";
        }
    }

    private IEnumerable<string> Events(IReadOnlySet<string> acknowledged, IReadOnlySet<string> sent)
    {
        var received = _result.Events;
        foreach (var payload in acknowledged.Where(payload => payload[0] == 'e').Except(received))
        {
            yield return $"acknowledged event {payload} is lost";
        }

        foreach (var payload in received.GroupBy(payload => payload).Where(group => group.Count() > 1))
        {
            yield return $"event {payload.Key} came {payload.Count()} times";
        }

        foreach (var payload in received.Except(sent))
        {
            yield return $"event {payload} was never sent";
        }

        var numbers = received.Select(payload => payload.Split('.')[0]).ToList();
        if (!numbers.SequenceEqual(numbers.Order(StringComparer.Ordinal)))
        {
            yield return $"events out of order: {string.Join(' ', received)}";
        }
    }
}

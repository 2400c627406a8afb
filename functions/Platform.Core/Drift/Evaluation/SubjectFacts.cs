using Platform.Core.Drift.Facts;
using Platform.Core.Drift.Rules;

namespace Platform.Core.Drift.Evaluation;

/// <summary>What is known of one subject, and how fresh; results whose rules name the same facts share one list.</summary>
internal sealed class SubjectFacts(DriftInput input, IDriftWorld world, DateTimeOffset now)
{
    private readonly Dictionary<string, (FactUse? Use, bool IsComplete)> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<IReadOnlyList<string>, IReadOnlyList<FactUse>> _lists = new(ReferenceEqualityComparer.Instance);

    /// <returns>Why nothing can be said; null when all is there.</returns>
    public string? Use(RuleDescription rule, out IReadOnlyList<FactUse> uses)
    {
        uses = [];
        foreach (var name in rule.Facts)
        {
            var (use, isComplete) = Of(name);
            if (use is null)
            {
                return $"{name} is not known.";
            }

            if (!isComplete)
            {
                uses = [use];
                return $"{name} is not complete.";
            }
        }

        uses = ListOf(rule);
        return null;
    }

    private IReadOnlyList<FactUse> ListOf(RuleDescription rule)
    {
        // Lists of names are constants of their rules.
        if (!_lists.TryGetValue(rule.Facts, out var found))
        {
            var list = new List<FactUse>(rule.Facts.Count + rule.AlsoFacts.Count);
            foreach (var name in rule.Facts.Concat(rule.AlsoFacts))
            {
                if (Of(name).Use is { } use)
                {
                    list.Add(use);
                }
            }

            _lists.Add(rule.Facts, found = list);
        }

        return found;
    }

    private (FactUse? Use, bool IsComplete) Of(string name)
    {
        if (!_known.TryGetValue(name, out var known))
        {
            _known.Add(name, known = Read(name));
        }

        return known;
    }

    private (FactUse? Use, bool IsComplete) Read(string name) => name switch
    {
        FactNames.Listing => (UseOf(name, input.Repository?.Listing), true),
        FactNames.Content => (UseOf(name, input.Repository?.Content), input.Repository?.Content?.Value.Complete == true),
        FactNames.Protection => (UseOf(name, input.Repository?.Protection), true),
        FactNames.Ci => (UseOf(name, input.Repository?.Ci), true),
        FactNames.Commits => (UseOf(name, input.Repository?.Commits), input.Repository?.Commits?.Value.Complete == true),
        _ when world.Part(name) is { } part => (
            new(name, part.Source, part.ObservedAt, now - part.ObservedAt > part.Ttl), part.IsComplete),
        _ => (null, false),
    };

    private FactUse? UseOf<T>(string name, Fact<T>? fact) =>
        fact is null ? null : new(name, fact.Source, fact.ObservedAt, fact.IsStale(now));
}

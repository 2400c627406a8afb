using System.Runtime.InteropServices;

namespace Platform.Core.Catalog.Index;

/// <summary>A value of a key, told without case, and the entities that have it.</summary>
internal sealed class ColumnValue(string lower) : SlotSet
{
    public string Lower { get; } = lower;

    /// <value>Number of its first spelling, which is the only one of nearly all.</value>
    public int First { get; set; } = -1;

    /// <value>Numbers of the others.</value>
    public int[] Others { get; set; } = [];
}

/// <summary>
/// One key of the search rows, over all entities: which have a value (an inverted list for each), which values an entity has, and
/// how many entities have each spelling. Changed by one at a time, while nobody reads.
/// </summary>
internal sealed class SearchColumn
{
    private const int Nothing = 0;
    private const int OnlyNull = -1;

    private readonly Dictionary<string, ColumnValue> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ColumnValue>.AlternateLookup<ReadOnlySpan<char>> _byText;
    private readonly List<(string Text, ColumnValue Value, int Count)> _spellings = [];
    private readonly List<List<int>> _several = [];

    /// <summary>A slot's spelling + 1, or which of <see cref="_several"/> it has, as -2 and below.</summary>
    private int[] _slots = [];
    private int _unused;
    private int _lost;

    public SearchColumn() => _byText = _values.GetAlternateLookup<ReadOnlySpan<char>>();

    public SlotSet Present { get; } = new();

    public IReadOnlyCollection<ColumnValue> Values => _values.Values;

    public int Size => _spellings.Count + _several.Count;

    /// <value>More is kept of what has gone than of what is there; it is time to begin again.</value>
    public bool IsWorn => _unused + _lost > 1000 && _unused + _lost > Size / 2;

    /// <value>When it was used last; others are forgotten first.</value>
    public long Used { get; set; }

    public ColumnValue? Find(string lower) => _values.GetValueOrDefault(lower);

    public void Add(int slot, int slots, ReadOnlySpan<char> text, bool isNull)
    {
        if (slot >= _slots.Length)
        {
            Array.Resize(ref _slots, Math.Max(slots, _slots.Length * 2));
        }

        Present.Add(slot, slots);
        if (isNull)
        {
            _slots[slot] = _slots[slot] == Nothing ? OnlyNull : _slots[slot];
            return;
        }

        var value = ValueOf(text);
        if (!value.Add(slot, slots))
        {
            return;
        }

        var spelling = SpellingOf(value, text);
        Count(spelling, 1);
        if (_slots[slot] is Nothing or OnlyNull)
        {
            _slots[slot] = spelling + 1;
        }
        else if (_slots[slot] > 0)
        {
            _several.Add([_slots[slot] - 1, spelling]);
            _slots[slot] = -1 - _several.Count;
        }
        else
        {
            _several[-2 - _slots[slot]].Add(spelling);
        }
    }

    /// <summary>The entity has the key no more.</summary>
    public void Clear(int slot)
    {
        foreach (var spelling in SpellingsOf(slot))
        {
            _spellings[spelling].Value.Remove(slot);
            Count(spelling, -1);
        }

        if (slot < _slots.Length && _slots[slot] != Nothing)
        {
            _lost += _slots[slot] < OnlyNull ? 1 : 0;
            Present.Remove(slot);
            _slots[slot] = Nothing;
        }
    }

    /// <summary>What an entity is ordered by: its first value, in order; null when it has none.</summary>
    public string? OrderKey(int slot)
    {
        if (slot < _slots.Length && _slots[slot] > 0)
        {
            return _spellings[_slots[slot] - 1].Value.Lower;
        }

        string? first = null;
        foreach (var spelling in SpellingsOf(slot))
        {
            var lower = _spellings[spelling].Value.Lower;
            first = first is null || string.CompareOrdinal(lower, first) < 0 ? lower : first;
        }

        return first;
    }

    /// <summary>How many entities have each spelling.</summary>
    public IEnumerable<(string Text, int Count)> Counts() =>
        _spellings.Where(spelling => spelling.Count > 0).Select(spelling => (spelling.Text, spelling.Count));

    /// <summary>The same of some entities.</summary>
    public IEnumerable<(string Text, int Count)> Counts(ulong[] bits)
    {
        var counts = new int[_spellings.Count];
        for (var word = 0; word < bits.Length; word++)
        {
            for (var left = bits[word]; left != 0; left &= left - 1)
            {
                var slot = (word << 6) + System.Numerics.BitOperations.TrailingZeroCount(left);
                if (slot < _slots.Length && _slots[slot] > 0)
                {
                    counts[_slots[slot] - 1]++;
                    continue;
                }

                foreach (var spelling in SpellingsOf(slot))
                {
                    counts[spelling]++;
                }
            }
        }

        return counts.Index().Where(pair => pair.Item > 0).Select(pair => (_spellings[pair.Index].Text, pair.Item));
    }

    private ReadOnlySpan<int> SpellingsOf(int slot)
    {
        var found = slot < _slots.Length ? _slots[slot] : Nothing;
        return found > 0 ? new int[] { found - 1 }
            : found < OnlyNull ? CollectionsMarshal.AsSpan(_several[-2 - found])
            : [];
    }

    private ColumnValue ValueOf(ReadOnlySpan<char> text)
    {
        Span<char> lower = stackalloc char[text.Length];
        text.ToLowerInvariant(lower);
        if (!_byText.TryGetValue(lower, out var value))
        {
            value = new(lower.ToString());
            _values.Add(value.Lower, value);
        }

        return value;
    }

    private int SpellingOf(ColumnValue value, ReadOnlySpan<char> text)
    {
        if (value.First >= 0 && text.SequenceEqual(_spellings[value.First].Text))
        {
            return value.First;
        }

        foreach (var known in value.Others)
        {
            if (text.SequenceEqual(_spellings[known].Text))
            {
                return known;
            }
        }

        _spellings.Add((text.SequenceEqual(value.Lower) ? value.Lower : text.ToString(), value, 0));
        _unused++;
        var added = _spellings.Count - 1;
        (value.First, value.Others) = value.First < 0 ? (added, value.Others) : (value.First, [.. value.Others, added]);
        return added;
    }

    private void Count(int spelling, int change)
    {
        ref var counted = ref CollectionsMarshal.AsSpan(_spellings)[spelling];
        _unused += counted.Count == 0 ? -1 : 0;
        counted.Count += change;
        _unused += counted.Count == 0 ? 1 : 0;
    }
}

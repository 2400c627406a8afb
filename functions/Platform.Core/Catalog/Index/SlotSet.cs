using System.Numerics;

namespace Platform.Core.Catalog.Index;

/// <summary>
/// A set of entities by their slots: one number, a few in an array, or a bit for each slot, whichever is the smallest. Most sets
/// have one member, a few have half of the catalog.
/// </summary>
internal class SlotSet
{
    private const int FewestInBits = 64;

    private int _one;
    private int[]? _some;
    private ulong[]? _bits;

    public int Count { get; private set; }

    public bool Contains(int slot) =>
        _bits is not null ? SlotBits.Has(_bits, slot)
        : _some is not null ? _some.AsSpan(0, Count).Contains(slot)
        : Count == 1 && _one == slot;

    /// <param name="slots">How many slots there are.</param>
    public bool Add(int slot, int slots)
    {
        if (Contains(slot))
        {
            return false;
        }

        if (_bits is null && Count >= FewestInBits && Count >= slots / 32)
        {
            var bits = new ulong[SlotBits.Words(slots)];
            AddTo(bits);
            (_bits, _some) = (bits, null);
        }

        if (_bits is not null)
        {
            SlotBits.Set(ref _bits, slot);
        }
        else if (Count == 0)
        {
            (_one, _some) = (slot, null);
        }
        else
        {
            _some ??= [_one, 0];
            if (Count == _some.Length)
            {
                Array.Resize(ref _some, Count * 2);
            }

            _some[Count] = slot;
        }

        Count++;
        return true;
    }

    public void Remove(int slot)
    {
        if (!Contains(slot))
        {
            return;
        }

        Count--;
        if (_bits is not null)
        {
            SlotBits.Clear(_bits, slot);
        }
        else if (_some is not null)
        {
            _some[Array.IndexOf(_some, slot, 0, Count + 1)] = _some[Count];
        }
    }

    /// <param name="bits">Has room for all of them.</param>
    public void AddTo(ulong[] bits)
    {
        if (_bits is not null)
        {
            SlotBits.Or(bits, _bits);
            return;
        }

        foreach (var slot in _some is not null ? _some.AsSpan(0, Count) : new ReadOnlySpan<int>(ref _one)[..Count])
        {
            bits[slot >> 6] |= 1UL << slot;
        }
    }
}

/// <summary>A bit for each slot, 64 in a word.</summary>
internal static class SlotBits
{
    public static int Words(int slots) => (slots + 63) >> 6;

    public static bool Has(ulong[] bits, int slot) => slot >> 6 < bits.Length && (bits[slot >> 6] & (1UL << slot)) != 0;

    public static void Set(ref ulong[] bits, int slot)
    {
        if (slot >> 6 >= bits.Length)
        {
            Array.Resize(ref bits, Math.Max((slot >> 6) + 1, bits.Length * 2));
        }

        bits[slot >> 6] |= 1UL << slot;
    }

    public static void Clear(ulong[] bits, int slot) => bits[slot >> 6] &= ~(1UL << slot);

    public static int Count(ulong[] bits)
    {
        var count = 0;
        foreach (var word in bits)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    /// <summary>Into the first.</summary>
    public static void Or(ulong[] bits, ulong[] others)
    {
        for (var i = 0; i < Math.Min(bits.Length, others.Length); i++)
        {
            bits[i] |= others[i];
        }
    }

    /// <summary>Into the first.</summary>
    public static void And(ulong[] bits, ulong[] others)
    {
        for (var i = 0; i < bits.Length; i++)
        {
            bits[i] &= i < others.Length ? others[i] : 0;
        }
    }

    /// <summary>Into the first: what the others don't have.</summary>
    public static void AndNot(ulong[] bits, ulong[] others)
    {
        for (var i = 0; i < Math.Min(bits.Length, others.Length); i++)
        {
            bits[i] &= ~others[i];
        }
    }
}

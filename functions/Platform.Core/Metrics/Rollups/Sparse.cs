using System.Numerics;

namespace Platform.Core.Metrics.Rollups;

/// <summary>Up to 64 places of which few are taken: only those cost memory. A default value is no value.</summary>
internal readonly struct Sparse<T> : IEquatable<Sparse<T>>
{
    private static readonly EqualityComparer<T?> Comparer = EqualityComparer<T?>.Default;

    private readonly ulong _taken;
    private readonly T[]? _values;

    public Sparse(ReadOnlySpan<T?> places)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(places.Length, 64);
        for (var i = 0; i < places.Length; i++)
        {
            _taken |= Comparer.Equals(places[i], default) ? 0 : 1UL << i;
        }

        if (_taken == 0)
        {
            return;
        }

        _values = new T[BitOperations.PopCount(_taken)];
        var next = 0;
        for (var rest = _taken; rest != 0; rest &= rest - 1)
        {
            _values[next++] = places[BitOperations.TrailingZeroCount(rest)]!;
        }
    }

    public T? this[int place] => (_taken & (1UL << place)) == 0
        ? default
        : _values![BitOperations.PopCount(_taken & ((1UL << place) - 1))];

    /// <value>The taken ones, in order.</value>
    public IEnumerable<int> Places
    {
        get
        {
            for (var rest = _taken; rest != 0; rest &= rest - 1)
            {
                yield return BitOperations.TrailingZeroCount(rest);
            }
        }
    }

    public ReadOnlySpan<T> Values => _values;

    public bool Equals(Sparse<T> other) => _taken == other._taken && Values.SequenceEqual(other.Values, Comparer!);

    public override bool Equals(object? obj) => obj is Sparse<T> other && Equals(other);

    public override int GetHashCode() => _taken.GetHashCode();
}

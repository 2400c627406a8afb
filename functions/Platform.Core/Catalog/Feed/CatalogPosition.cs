using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Platform.Core.Catalog.Feed;

/// <summary>
/// How far a reader of the catalog is: the head of each bucket's feed. As text, 16 numbers with dots between them; clients hand
/// it back unchanged to see at least what they saw.
/// </summary>
public readonly struct CatalogPosition : IEquatable<CatalogPosition>
{
    public const int Buckets = 16;

    public const string Requirements = "a position as the catalog gave it: 16 numbers with dots between them";

    private readonly long[]? _heads;

    /// <param name="heads">One a bucket, in the buckets' order.</param>
    public CatalogPosition(ReadOnlySpan<long> heads)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(heads.Length, Buckets);
        _heads = heads.ToArray();
    }

    /// <value>Before everything.</value>
    public static CatalogPosition Start => default;

    public ReadOnlySpan<long> Heads => _heads ?? new long[Buckets];

    public long this[int bucket] => _heads is null ? 0 : _heads[bucket];

    public static bool operator ==(CatalogPosition left, CatalogPosition right) => left.Equals(right);

    public static bool operator !=(CatalogPosition left, CatalogPosition right) => !left.Equals(right);

    public static bool TryParse(string? text, [NotNullWhen(true)] out CatalogPosition? position)
    {
        position = null;
        var parts = text?.Split('.') ?? [];
        var heads = new long[Buckets];
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            if (parts.Length != Buckets
                || !long.TryParse(parts[bucket], NumberStyles.None, CultureInfo.InvariantCulture, out heads[bucket]))
            {
                return false;
            }
        }

        position = new CatalogPosition(heads);
        return true;
    }

    /// <summary>Nothing that the other has seen is unseen here.</summary>
    public bool IsAtLeast(CatalogPosition other)
    {
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            if (this[bucket] < other[bucket])
            {
                return false;
            }
        }

        return true;
    }

    public CatalogPosition With(int bucket, long head)
    {
        var heads = Heads.ToArray();
        heads[bucket] = head;
        return new(heads);
    }

    public bool Equals(CatalogPosition other) => Heads.SequenceEqual(other.Heads);

    public override bool Equals(object? obj) => obj is CatalogPosition other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var head in Heads)
        {
            hash.Add(head);
        }

        return hash.ToHashCode();
    }

    public override string ToString() =>
        string.Join('.', Heads.ToArray().Select(head => head.ToString(CultureInfo.InvariantCulture)));
}

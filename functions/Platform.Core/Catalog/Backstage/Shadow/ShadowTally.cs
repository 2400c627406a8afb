using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Backstage.Shadow;

/// <summary>Adds up the comparison of two catalogs, in whatever order the entities come.</summary>
internal sealed class ShadowTally
{
    private const int HashBytes = 32;

    private readonly First<ShadowDifference> _different = new(one => one.Ref);
    private readonly First<string> _onlyThere = new(name => name);
    private readonly First<string> _onlyHere = new(name => name);
    private int _identical;
    private BigInteger _sum;

    public void Compare(DeclaredEntity there, DeclaredEntity? here)
    {
        var name = there.Ref!.Canonical;
        if (here is null)
        {
            _onlyThere.Add(name);
            Count($"there {name}");
            return;
        }

        // Most are the same to the letter, and then there is nothing to look for.
        var fields = there.Hash() == here.Hash() ? [] : EntityDifferences.Between(there, here);
        if (fields.Count == 0)
        {
            _identical++;
            return;
        }

        _different.Add(new(name, fields));
        Count($"different {name} {PlatformJson.Serialize(fields)}");
    }

    public void OnlyHere(EntityRef entityRef)
    {
        _onlyHere.Add(entityRef.Canonical);
        Count($"here {entityRef.Canonical}");
    }

    public ShadowReport ToReport(DateTimeOffset at) => new(
        at,
        new(_identical, _different.Count, _onlyThere.Count, _onlyHere.Count),
        _different.Items,
        _onlyThere.Items,
        _onlyHere.Items,
        Convert.ToHexStringLower(_sum.ToByteArray(isUnsigned: true, isBigEndian: true)));

    /// <summary>A sum is the same in whatever order its parts come.</summary>
    private void Count(string difference) => _sum = (_sum + new BigInteger(
        SHA256.HashData(Encoding.UTF8.GetBytes(difference)), isUnsigned: true)) % (BigInteger.One << (8 * HashBytes));

    /// <summary>All are counted, and the first by name are kept.</summary>
    private sealed class First<T>(Func<T, string> name)
    {
        private readonly SortedList<string, T> _kept = new(StringComparer.Ordinal);

        public int Count { get; private set; }

        public IReadOnlyList<T> Items => [.. _kept.Values];

        public void Add(T item)
        {
            Count++;
            _kept[name(item)] = item;
            if (_kept.Count > ShadowReport.Told)
            {
                _kept.RemoveAt(_kept.Count - 1);
            }
        }
    }
}

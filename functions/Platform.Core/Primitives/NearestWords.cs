namespace Platform.Core.Primitives;

/// <summary>Finds what somebody meant who mistyped a word.</summary>
public static class NearestWords
{
    public const int MaxDistance = 2;

    /// <summary>
    /// The candidates closest to the word, all of the smallest distance, if that is at most <see cref="MaxDistance"/> and
    /// leaves at least one letter as it was written. Case does not count.
    /// </summary>
    public static IReadOnlyList<string> Find(string word, IEnumerable<string> candidates, int most = 3)
    {
        var near = candidates
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(candidate => (Candidate: candidate, Distance: Distance(word, candidate)))
            .Where(found => found.Distance <= MaxDistance && found.Distance < Math.Max(word.Length, found.Candidate.Length))
            .ToList();
        return near.Count == 0
            ? []
            : [.. near.Where(found => found.Distance == near.Min(other => other.Distance))
                .Select(found => found.Candidate).Order(StringComparer.OrdinalIgnoreCase).Take(most)];
    }

    /// <summary>
    /// Letters inserted, removed, replaced or swapped with their neighbour; anything beyond <see cref="MaxDistance"/> counts as
    /// one more than it, which is cheaper to know.
    /// </summary>
    public static int Distance(string one, string other)
    {
        const int TooFar = MaxDistance + 1;
        if (Math.Abs(one.Length - other.Length) > MaxDistance)
        {
            return TooFar;
        }

        var (before, last, row) = (new int[other.Length + 1], new int[other.Length + 1], new int[other.Length + 1]);
        for (var j = 0; j <= other.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= one.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var cost = Same(one[i - 1], other[j - 1]) ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && Same(one[i - 1], other[j - 2]) && Same(one[i - 2], other[j - 1]))
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            (before, last, row) = (last, row, before);
        }

        return Math.Min(last[other.Length], TooFar);
    }

    private static bool Same(char one, char other) => char.ToLowerInvariant(one) == char.ToLowerInvariant(other);
}

using System.Text;

namespace Platform.TestKit.Catalog.Fuzzing;

/// <summary>An input, and what must be found in it: the documents before and behind the mutated one.</summary>
/// <param name="Neighbours">The mutated text stands between two valid documents.</param>
public sealed record FuzzInput(long Number, byte[] Bytes, bool Neighbours);

/// <summary>Inputs by number: the same number and seed give the same input on every machine.</summary>
/// <param name="seeds">Texts to mutate, beside the built-in ones.</param>
public sealed class FuzzInputs(int seed, IReadOnlyList<string>? seeds = null)
{
    public const string Neighbour = "neighbour";

    private const int Giant = 10 * 1024 * 1024;

    private readonly string[] _seeds = [.. FuzzSeeds.Ordinary, .. seeds ?? []];

    public static string NeighbourText { get; } =
        $"apiVersion: backstage.io/v1alpha1\nkind: System\nmetadata:\n  name: {Neighbour}\nspec:\n  owner: team\n";

    /// <param name="giants">Whether some inputs have up to 10 MB or 10,000 documents.</param>
    public FuzzInput Make(long number, bool giants)
    {
        var random = new Random(HashCode(number));
        var text = random.Next(20_000) switch
        {
            0 when giants => FuzzSeeds.Attack(random, random.Next(1, Giant)),
            1 when giants => string.Concat(Enumerable.Repeat(NeighbourText + "---\n", 10_000)),
            < 60 => FuzzSeeds.Attack(random, random.Next(1, 1024 * 1024)),
            < 1000 => FuzzSeeds.Attack(random, random.Next(1, 8 * 1024)),
            _ => Mutated(random),
        };
        var neighbours = random.Next(2) == 0;
        var bytes = Encoding.UTF8.GetBytes(neighbours ? $"{NeighbourText}---\n{text}\n---\n{NeighbourText}" : text);
        return new(number, random.Next(20) == 0 ? WithBadBytes(random, bytes) : bytes, neighbours);
    }

    private int HashCode(long number) => unchecked((int)((number * 2654435761) ^ (seed * 40503L)));

    private string Mutated(Random random)
    {
        var text = new StringBuilder(_seeds[random.Next(_seeds.Length)]);
        for (var i = random.Next(1, 7); i > 0; i--)
        {
            Mutate(random, text);
        }

        var mutated = text.ToString();
        return random.Next(12) switch
        {
            0 => mutated.Replace("\n", "\r\n", StringComparison.Ordinal),
            1 => '\uFEFF' + mutated,
            2 => mutated.Replace("  ", "\t", StringComparison.Ordinal),
            _ => mutated,
        };
    }

    private void Mutate(Random random, StringBuilder text)
    {
        var at = random.Next(text.Length + 1);
        var length = Math.Min(text.Length - at, random.Next(1, 40));
        switch (random.Next(8))
        {
            case 0:
                text.Remove(at, length);
                break;
            case 1:
                text.Insert(at, text.ToString(at, length));
                break;
            case 2:
                text.Insert(random.Next(text.Length + 1), text.ToString(at, length));
                break;
            case 3 when length > 0:
                text[at] = (char)random.Next(0x20, 0x7f);
                break;
            case 4:
                var other = _seeds[random.Next(_seeds.Length)];
                var from = random.Next(other.Length);
                text.Insert(at, other.AsSpan(from, Math.Min(other.Length - from, random.Next(200))));
                break;
            case 5:
                text.Length = at;
                break;
            default:
                text.Insert(at, FuzzSeeds.Tokens[random.Next(FuzzSeeds.Tokens.Count)]);
                break;
        }
    }

    private static byte[] WithBadBytes(Random random, byte[] bytes)
    {
        var at = random.Next(bytes.Length + 1);
        return [.. bytes[..at], .. FuzzSeeds.BadBytes[random.Next(FuzzSeeds.BadBytes.Count)], .. bytes[at..]];
    }
}

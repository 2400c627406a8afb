using Azure.Data.Tables;

namespace Platform.Adapters.Storage.Catalog.Discovery;

/// <summary>A text over several properties, because one holds 32 Ki characters; a row holds half a million.</summary>
internal static class LongText
{
    private const int Longest = 32_000;
    private const string Name = "Text";

    public static void Write(TableEntity row, string text)
    {
        for (var (start, part) = (0, 0); start < text.Length; (start, part) = (start + Longest, part + 1))
        {
            row[$"{Name}{part}"] = text[start..Math.Min(text.Length, start + Longest)];
        }
    }

    public static string Read(TableEntity row)
    {
        var parts = new List<string>();
        while (row.GetString($"{Name}{parts.Count}") is { } next)
        {
            parts.Add(next);
        }

        return string.Concat(parts);
    }
}

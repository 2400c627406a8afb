using Platform.Core.Primitives;

namespace Platform.Core.ChatOps.Commands;

/// <summary>A command's words by what they are.</summary>
/// <param name="Words">Plain words in order, the verb first.</param>
/// <param name="Values"><c>key=value</c> pairs, in order.</param>
/// <param name="Flags"><c>--flag</c> or <c>--flag=value</c>, without the hyphens; the value is empty when there is none.</param>
public sealed record CommandLine(
    IReadOnlyList<string> Words,
    IReadOnlyList<KeyValuePair<string, string>> Values,
    IReadOnlyList<KeyValuePair<string, string>> Flags)
{
    public const string Repeated = "key-repeated";

    public string? Verb => Words.Count > 0 ? Words[0] : null;

    public static Result<CommandLine> Parse(string text)
    {
        var split = CommandText.Split(text);
        if (!split.IsOk)
        {
            return Result<CommandLine>.Failed(split.Problems);
        }

        List<string> words = [];
        List<KeyValuePair<string, string>> values = [];
        List<KeyValuePair<string, string>> flags = [];
        foreach (var word in split.Value)
        {
            if (word.Key is { } key)
            {
                (key.StartsWith('-') ? flags : values).Add(new(key.TrimStart('-'), word.Text));
            }
            else if (!word.Quoted && word.Text.Length > 2 && word.Text.StartsWith("--", StringComparison.Ordinal))
            {
                flags.Add(new(word.Text[2..], string.Empty));
            }
            else
            {
                words.Add(word.Text);
            }
        }

        return values.GroupBy(value => value.Key).FirstOrDefault(same => same.Count() > 1)?.Key is { } twice
            ? new Problem(Repeated, $"'{twice}' is given more than once.", twice, Expected: $"one {twice}=value")
            : new CommandLine(words, values, flags);
    }
}

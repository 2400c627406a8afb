using System.Globalization;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Placeholders;

/// <summary>Reads each text of a descriptor's placeholders once, within limits, and remembers what it read.</summary>
internal sealed class PlaceholderReader(IPlaceholderSource source, PlaceholderLimits limits)
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _keys = new(StringComparer.Ordinal);
    private long _characters;

    /// <value>Also of what could not be read: when it appears, the entity mends.</value>
    public IReadOnlyCollection<string> Keys => _keys;

    /// <exception cref="PlaceholderException">There is no such text, or too much of it.</exception>
    public async Task<(PlaceholderTarget Target, string Text)> ReadAsync(
        string written, PlaceholderTarget? from, CancellationToken cancellationToken)
    {
        var target = source.Resolve(written, from);
        if (!target.IsOk)
        {
            throw new PlaceholderException(target.Problems[0]);
        }

        if (target.Value.Key.Length > PlaceholderLimits.MaxKeyLength)
        {
            throw Limit(string.Create(
                CultureInfo.InvariantCulture, $"addresses of at most {PlaceholderLimits.MaxKeyLength} characters"));
        }

        if (!_texts.TryGetValue(target.Value.Key, out var text))
        {
            if (_keys.Count >= limits.MaxReads)
            {
                throw Limit(string.Create(CultureInfo.InvariantCulture, $"at most {limits.MaxReads} texts"));
            }

            _keys.Add(target.Value.Key);
            var read = await source.ReadAsync(target.Value, cancellationToken);
            text = read.IsOk ? read.Value : throw new PlaceholderException(new Problem(
                PlaceholderCodes.Unreadable, $"'{written}' can't be read: {read.Problems[0].Message}",
                Value: written, Expected: "a file or address that is there"));
            _texts.Add(target.Value.Key, text);
        }

        Count(text.Length);
        return (target.Value, text);
    }

    public void Count(int characters)
    {
        if ((_characters += characters) > limits.MaxCharacters)
        {
            throw Limit(string.Create(CultureInfo.InvariantCulture, $"at most {limits.MaxCharacters} characters in all"));
        }
    }

    public static PlaceholderException Limit(string expected) => new(new Problem(
        PlaceholderCodes.Limit, $"The descriptor's placeholders bring in too much: {expected} are taken.", Expected: expected));
}

/// <summary>What can be wrong with a placeholder.</summary>
public static class PlaceholderCodes
{
    public const string Target = "placeholder-target";
    public const string Host = "placeholder-host-not-allowed";
    public const string Repository = "placeholder-repository-not-allowed";
    public const string Unreadable = "placeholder-unreadable";
    public const string Content = "placeholder-content";
    public const string Limit = "placeholder-limit";
}

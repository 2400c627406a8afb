using System.Globalization;
using System.Text.RegularExpressions;

namespace Platform.Core.Scaffolding.Templating.Values;

// A template's value is one of: null, Undefined, bool, double, string, SafeText, JsArray, JsRecord, JsPattern, JsCallable.

/// <summary>JavaScript's <c>undefined</c>; C#'s null is JavaScript's <c>null</c>.</summary>
internal sealed class Undefined
{
    public static readonly Undefined Value = new();

    private Undefined()
    {
    }
}

/// <summary>A text that filters like <c>escape</c> leave alone: what <c>safe</c> and macros give.</summary>
internal sealed record SafeText(string Text);

internal sealed class JsArray(List<object?> items)
{
    public JsArray(IEnumerable<object?> items)
        : this(items.ToList())
    {
    }

    public List<object?> Items { get; } = items;
}

/// <summary>
/// An object without behaviour. Its keys come in JavaScript's order: whole numbers ascending, then as inserted.
/// </summary>
internal sealed class JsRecord
{
    private readonly OrderedDictionary<string, object?> _members = new(StringComparer.Ordinal);
    private bool _hasIndexKeys;

    public int Count => _members.Count;

    public IEnumerable<string> Keys => _hasIndexKeys
        ? _members.Keys.Where(IsIndex).OrderBy(
            key => uint.Parse(key, CultureInfo.InvariantCulture)).Concat(_members.Keys.Where(key => !IsIndex(key)))
        : _members.Keys;

    public object? this[string key]
    {
        get => _members.TryGetValue(key, out var value) ? value : Undefined.Value;
        set
        {
            _hasIndexKeys |= IsIndex(key);
            _members[key] = value;
        }
    }

    public bool Has(string key) => _members.ContainsKey(key);

    private static bool IsIndex(string key) =>
        key is { Length: > 0 and <= 10 } && char.IsAsciiDigit(key[0]) && (key.Length == 1 || key[0] != '0')
        && key.All(char.IsAsciiDigit) && uint.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
        && index != uint.MaxValue;
}

/// <summary>A regular expression literal, <c>r/source/flags</c>.</summary>
internal sealed record JsPattern(Regex Regex, string Source, string Flags)
{
    public bool Global => Flags.Contains('g', StringComparison.Ordinal);

    public override string ToString() => $"/{Source}/{Flags}";
}

/// <summary>What an expression may call: a macro, a global function, or a method bound to its value. Never data.</summary>
internal sealed class JsCallable(string name, Func<Arguments, object?> body)
{
    public string Name { get; } = name;

    /// <value>For the objects that globals give (<c>cycler</c>): their methods and fields.</value>
    public Func<string, object?>? Members { get; init; }

    public object? Invoke(Arguments arguments) => body(arguments);
}

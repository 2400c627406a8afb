using System.Globalization;
using System.Text.Json.Nodes;

namespace Platform.Core.Scaffolding.Templating.Values;

/// <summary>
/// An object without behaviour. Its keys come in JavaScript's order: whole numbers ascending, then as inserted. One that stands
/// for JSON copies the members that are asked for, and all of them only when somebody asks for all.
/// </summary>
internal sealed class JsRecord
{
    private const int MostCopied = 12;
    private JsonObject? _source;
    private OrderedDictionary<string, object?>? _members;
    private string? _firstKey;
    private object? _firstCopy;
    private KeyValuePair<string, object?>[]? _otherCopies;
    private int _copies;
    private bool _hasIndexKeys;

    public JsRecord()
    {
    }

    public JsRecord(JsonObject source) => _source = source;

    public int Count => _source?.Count ?? _members?.Count ?? 0;

    /// <value>Whether a function hides in it, so that it can't leave the expression.</value>
    public bool HoldsCallable { get; private set; }

    public IEnumerable<string> Keys
    {
        get
        {
            var members = All();
            return _hasIndexKeys
                ? members.Keys.Where(IsIndex).OrderBy(key => uint.Parse(key, CultureInfo.InvariantCulture))
                    .Concat(members.Keys.Where(key => !IsIndex(key)))
                : members.Keys;
        }
    }

    public object? this[string key]
    {
        get => _source is not null ? Copied(key)
            : _members is not null && _members.TryGetValue(key, out var value) ? value
            : Undefined.Value;
        set
        {
            _hasIndexKeys |= IsIndex(key);
            HoldsCallable |= JsConvert.HoldsCallable(value);
            All()[key] = value;
        }
    }

    public bool Has(string key) =>
        !JsMembers.IsReserved(key) && (_source?.ContainsKey(key) ?? _members?.ContainsKey(key) ?? false);

    private object? Copied(string key)
    {
        if (_firstKey == key)
        {
            return _firstCopy;
        }

        for (var i = 1; i < _copies; i++)
        {
            if (_otherCopies![i - 1].Key == key)
            {
                return _otherCopies[i - 1].Value;
            }
        }

        if (!_source!.TryGetPropertyValue(key, out var node) || JsMembers.IsReserved(key))
        {
            return Undefined.Value;
        }

        if (_copies == MostCopied)
        {
            return All()[key];
        }

        var value = JsJson.FromJson(node);
        Keep(key, value);
        return value;
    }

    /// <summary>Most templates ask for one member, so the first needs no array.</summary>
    private void Keep(string key, object? value)
    {
        if (_copies == 0)
        {
            (_firstKey, _firstCopy) = (key, value);
        }
        else
        {
            _otherCopies ??= new KeyValuePair<string, object?>[3];
            if (_copies > _otherCopies.Length)
            {
                Array.Resize(ref _otherCopies, MostCopied - 1);
            }

            _otherCopies[_copies - 1] = KeyValuePair.Create(key, value);
        }

        _copies++;
    }

    private OrderedDictionary<string, object?> All()
    {
        _members ??= new(StringComparer.Ordinal);
        if (_source is not null)
        {
            foreach (var (key, node) in _source)
            {
                _hasIndexKeys |= IsIndex(key);
                _members[key] = JsJson.FromJson(node);
            }

            // What was handed out already stays the same object.
            if (_firstKey is not null)
            {
                _members[_firstKey] = _firstCopy;
            }

            for (var i = 1; i < _copies; i++)
            {
                _members[_otherCopies![i - 1].Key] = _otherCopies[i - 1].Value;
            }

            _source = null;
        }

        return _members;
    }

    private static bool IsIndex(string key) =>
        key is { Length: > 0 and <= 10 } && char.IsAsciiDigit(key[0]) && (key.Length == 1 || key[0] != '0')
        && key.All(char.IsAsciiDigit) && uint.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
        && index != uint.MaxValue;
}

using System.Globalization;
using System.Text.Json;
using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Catalog.Index;

/// <summary>Takes the rows of one entity, as they come and not always once.</summary>
internal interface ISearchRowSink
{
    /// <param name="key">In lower case.</param>
    /// <param name="value">As it is written. The key is there without a value that could be looked for when
    /// <paramref name="isNull"/>.</param>
    void Add(ReadOnlySpan<char> key, ReadOnlySpan<char> value, bool isNull);
}

/// <summary>
/// What an entity can be found by: a row for each leaf of its JSON, under the path to it, as Backstage has them. Relations are
/// not read here.
/// </summary>
internal ref struct SearchRows
{
    public const int LongestKey = 200;
    public const int LongestValue = 200;

    private const string NameKey = "metadata.name";
    private const string NamespaceKey = "metadata.namespace";
    private const string UidKey = "metadata.uid";

    /// <summary>No UTF-16 unit takes more bytes than an escaped one.</summary>
    private const int BytesPerUnit = 6;

    private readonly ISearchRowSink _sink;
    private readonly Span<char> _path;
    private readonly Span<char> _text;
    private Utf8JsonReader _json;
    private bool _hasName;
    private bool _hasNamespace;
    private bool _hasUid;

    private SearchRows(ReadOnlySpan<byte> body, ISearchRowSink sink, Span<char> path, Span<char> text)
    {
        _sink = sink;
        _path = path;
        _text = text;
        _json = new(body);
    }

    public static void Read(ReadOnlySpan<byte> body, ISearchRowSink sink)
    {
        Span<char> path = stackalloc char[LongestKey + 1];
        Span<char> text = stackalloc char[LongestValue];
        var rows = new SearchRows(body, sink, path, text);
        rows._json.Read();
        rows.Visit(0);
        rows.Complete();
    }

    /// <summary>The reader stands at the first token of a value, and then at its last.</summary>
    private void Visit(int length)
    {
        switch (_json.TokenType)
        {
            case JsonTokenType.StartObject:
                while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
                {
                    VisitProperty(length);
                }

                break;
            case JsonTokenType.StartArray:
                while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
                {
                    VisitItem(length);
                }

                break;
            default:
                _sink.Add(_path[..length], Scalar(out var isNull), isNull);
                break;
        }
    }

    private void VisitProperty(int length)
    {
        var start = length == 0 ? 0 : length + 1;
        // Paths only grow: what is below one that is too long has no rows either.
        if (!TryAppend(length, out var end) || IsSpecial(_path[..end]))
        {
            var special = end > 0 ? _path[..end] : default;
            _json.Read();
            if (!special.IsEmpty)
            {
                TakeSpecial(special);
            }

            _json.Skip();
            return;
        }

        ToLower(_path[start..end]);
        _json.Read();
        Visit(end);
    }

    private void VisitItem(int length)
    {
        Visit(length);
        if (_json.TokenType == JsonTokenType.String && TryAppend(length, out var end))
        {
            ToLower(_path[(length + 1)..end]);
            _sink.Add(_path[..end], "true", isNull: false);
        }
    }

    /// <summary>Appends the name or text under the reader to the path, as it is written.</summary>
    private readonly bool TryAppend(int length, out int end)
    {
        var start = length == 0 ? 0 : length + 1;
        end = 0;
        if (start > LongestKey || _json.ValueSpan.Length > (LongestKey - start) * BytesPerUnit)
        {
            return false;
        }

        Span<char> part = stackalloc char[_json.ValueSpan.Length];
        var units = _json.CopyString(part);
        if (start + units > LongestKey)
        {
            return false;
        }

        if (start > 0)
        {
            _path[length] = '.';
        }

        part[..units].CopyTo(_path[start..]);
        end = start + units;
        return true;
    }

    private readonly ReadOnlySpan<char> Scalar(out bool isNull)
    {
        isNull = _json.TokenType == JsonTokenType.Null;
        switch (_json.TokenType)
        {
            case JsonTokenType.True:
                return "true";
            case JsonTokenType.False:
                return "false";
            case JsonTokenType.Number:
                return _json.TryGetInt32(out var integer)
                    ? integer.ToString(CultureInfo.InvariantCulture)
                    : JsNumber.ToText(_json.GetDouble());
            case JsonTokenType.String when _json.ValueSpan.Length <= LongestValue:
                return _text[.._json.CopyString(_text)];
            case JsonTokenType.String when _json.ValueSpan.Length <= LongestValue * BytesPerUnit:
                var text = _json.GetString()!;
                isNull = text.Length > LongestValue;
                return isNull ? default : text;
            default:
                isNull = true;
                return default;
        }
    }

    /// <summary>These are told by the case in which they are written, as everywhere in the descriptor.</summary>
    private static bool IsSpecial(ReadOnlySpan<char> path) =>
        path is "attachments" or "relations" or "status" or NameKey or NamespaceKey or UidKey or "metadata.etag";

    private void TakeSpecial(ReadOnlySpan<char> path)
    {
        if (path is not (NameKey or NamespaceKey or UidKey)
            || _json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            return;
        }

        var value = Scalar(out var isNull);
        _sink.Add(path, value, isNull);
        _hasName |= path is NameKey;
        _hasNamespace |= path is NamespaceKey && value.Length > 0;
        _hasUid |= path is UidKey;
    }

    /// <summary>These keys are always there, and no namespace is the default one as well.</summary>
    private readonly void Complete()
    {
        if (!_hasName)
        {
            _sink.Add(NameKey, default, isNull: true);
        }

        if (!_hasUid)
        {
            _sink.Add(UidKey, default, isNull: true);
        }

        if (!_hasNamespace)
        {
            _sink.Add(NamespaceKey, default, isNull: true);
            _sink.Add(NamespaceKey, EntityRef.DefaultNamespace, isNull: false);
        }
    }

    private static void ToLower(Span<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = char.ToLowerInvariant(text[i]);
        }
    }
}

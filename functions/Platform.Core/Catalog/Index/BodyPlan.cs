using System.Text.Json;

namespace Platform.Core.Catalog.Index;

/// <summary>A text within a body, without its quotes.</summary>
internal readonly record struct TextPlace(int Start, int Length)
{
    public string In(ReadOnlySpan<byte> body) => System.Text.Encoding.UTF8.GetString(SpanIn(body));

    public ReadOnlySpan<byte> SpanIn(ReadOnlySpan<byte> body) => body.Slice(Start, Length);
}

/// <summary>Where the things stand in a body that are read or added to without parsing it.</summary>
internal ref struct BodyPlan
{
    public string Kind = string.Empty;
    public string Namespace = EntityRef.DefaultNamespace;
    public string Name = string.Empty;
    public TextPlace Uid;
    public TextPlace Etag;

    /// <summary>Just behind the brace that opens <c>metadata</c>.</summary>
    public int Metadata;

    /// <summary>Just behind the brace that opens <c>metadata.annotations</c>; 0 without them.</summary>
    public int Annotations;

    /// <summary>It says what only the catalog may say.</summary>
    public bool HasReserved;

    private static readonly (byte[] Bytes, string Word)[] CommonWords =
    [
        .. new[] { EntityRef.DefaultNamespace, "Component", "API", "Resource", "User", "Group", "System", "Domain" }
            .Select(word => (System.Text.Encoding.UTF8.GetBytes(word), word)),
    ];

    private Utf8JsonReader _json;

    private BodyPlan(ReadOnlySpan<byte> body) => _json = new(body);

    /// <exception cref="JsonException">It is not JSON.</exception>
    public static BodyPlan Of(ReadOnlySpan<byte> body)
    {
        var plan = new BodyPlan(body);
        plan._json.Read();
        while (plan.NextProperty())
        {
            if (plan.Is("kind"u8))
            {
                plan.Kind = plan.Text(plan.Kind);
            }
            else if (plan.Is("metadata"u8))
            {
                plan.ReadMetadata();
            }
            else
            {
                plan.HasReserved |= plan.Is("relations"u8);
                plan._json.Skip();
            }
        }

        return plan;
    }

    /// <summary>As <see cref="IndexEntry.WritePlan"/> wrote it.</summary>
    public static BodyPlan Read(BinaryReader reader) => new([])
    {
        Kind = Shared(reader.ReadString()),
        Namespace = Shared(reader.ReadString()),
        Name = reader.ReadString(),
        Uid = new(reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt()),
        Etag = new(reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt()),
        Metadata = reader.Read7BitEncodedInt(),
        Annotations = reader.Read7BitEncodedInt(),
    };

    private void ReadMetadata()
    {
        _json.Read();
        Metadata = (int)_json.BytesConsumed;
        while (NextProperty())
        {
            if (Is("name"u8))
            {
                Name = Text(Name);
            }
            else if (Is("namespace"u8))
            {
                Namespace = Text(Namespace);
            }
            else if (Is("uid"u8))
            {
                Uid = Place();
            }
            else if (Is("etag"u8))
            {
                Etag = Place();
            }
            else if (Is("annotations"u8))
            {
                ReadAnnotations();
            }
            else
            {
                _json.Skip();
            }
        }
    }

    private void ReadAnnotations()
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            HasReserved = true;
            _json.Skip();
            return;
        }

        Annotations = (int)_json.BytesConsumed;
        while (NextProperty())
        {
            foreach (var reserved in EntityMarks.Reserved)
            {
                HasReserved |= _json.ValueTextEquals(reserved);
            }

            _json.Skip();
        }
    }

    private bool NextProperty() => _json.Read() && _json.TokenType == JsonTokenType.PropertyName;

    private readonly bool Is(ReadOnlySpan<byte> name) => _json.ValueTextEquals(name);

    private string Text(string otherwise)
    {
        _json.Read();
        if (_json.TokenType == JsonTokenType.String)
        {
            return Common(_json.ValueSpan) ?? _json.GetString()!;
        }

        _json.Skip();
        return otherwise;
    }

    private TextPlace Place()
    {
        _json.Read();
        if (_json.TokenType == JsonTokenType.String && !_json.ValueIsEscaped)
        {
            return new((int)_json.TokenStartIndex + 1, _json.ValueSpan.Length);
        }

        _json.Skip();
        return default;
    }

    /// <summary>So that 100,000 entities don't hold as many copies of the same few words.</summary>
    private static string? Common(ReadOnlySpan<byte> text)
    {
        foreach (var (bytes, word) in CommonWords)
        {
            if (text.SequenceEqual(bytes))
            {
                return word;
            }
        }

        return null;
    }

    private static string Shared(string text) => Array.Find(CommonWords, common => common.Word == text).Word ?? text;
}

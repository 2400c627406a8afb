using System.Text.Json;
using Platform.Core.Catalog.Relations;

namespace Platform.Core.Catalog.Index;

/// <summary>
/// Reads from an entity's JSON what <see cref="EntityRelations.Of"/> reads from its tree, without making a tree of it.
/// </summary>
internal ref struct DeclaredReader
{
    private const int MostCompared = 16;

    private readonly EntityRef _self;
    private readonly KnownRefs _known;
    private readonly List<(RelationField Field, EntityRef Target)> _found = new(8);
    private Utf8JsonReader _json;
    private string? _type;

    private DeclaredReader(EntityRef self, ReadOnlySpan<byte> body, KnownRefs known)
    {
        (_self, _known) = (self, known);
        _json = new(body);
    }

    /// <returns>Each once; references that can't be read are no relations.</returns>
    public static IReadOnlyList<Relation> Read(EntityRef self, ReadOnlySpan<byte> body, KnownRefs known)
    {
        var fields = RelationFields.Of(self.Kind);
        if (fields.Count == 0)
        {
            return [];
        }

        var reader = new DeclaredReader(self, body, known);
        reader.FindSpec(fields);
        var relations = new List<Relation>(reader._found.Count);
        var isShort = reader._found.Count <= MostCompared;
        foreach (var (field, target) in reader._found)
        {
            var relation = new Relation(self, field.Type, target);
            if ((field.OnlyOfType is null || field.OnlyOfType == reader._type) && !(isShort && relations.Contains(relation)))
            {
                relations.Add(relation);
            }
        }

        return isShort ? relations : [.. relations.Distinct()];
    }

    private void FindSpec(IReadOnlyList<RelationField> fields)
    {
        _json.Read();
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var isSpec = _json.ValueTextEquals("spec"u8);
            _json.Read();
            if (isSpec && _json.TokenType == JsonTokenType.StartObject)
            {
                ReadSpec(fields);
            }

            _json.Skip();
        }
    }

    private void ReadSpec(IReadOnlyList<RelationField> fields)
    {
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var isType = _json.ValueTextEquals("type"u8);
            var start = _json;
            start.Read();
            if (isType && start.TokenType == JsonTokenType.String)
            {
                _type = start.GetString();
            }

            foreach (var field in fields)
            {
                if (_json.ValueTextEquals(field.Name))
                {
                    ReadField(field, start);
                }
            }

            _json = start;
            _json.Skip();
        }
    }

    private readonly void ReadField(RelationField field, Utf8JsonReader value)
    {
        if (value.TokenType == JsonTokenType.String && !field.IsList)
        {
            Add(field, ref value);
        }
        else if (value.TokenType == JsonTokenType.StartArray)
        {
            while (value.Read() && value.TokenType != JsonTokenType.EndArray)
            {
                if (value.TokenType == JsonTokenType.String)
                {
                    Add(field, ref value);
                }

                value.Skip();
            }
        }
    }

    private readonly void Add(RelationField field, ref Utf8JsonReader value)
    {
        if (_known.Find(ref value, field.DefaultKind, _self.Namespace) is { } target)
        {
            _found.Add((field, target));
        }
    }
}

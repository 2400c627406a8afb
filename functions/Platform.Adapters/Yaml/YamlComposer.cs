using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Platform.Adapters.Yaml;

/// <summary>
/// Turns the parser events of one document into JSON nodes. Mistakes that leave the structure readable are collected.
/// </summary>
internal sealed class YamlComposer(string file, int index, YamlText source, YamlLimits limits)
{
    private readonly Dictionary<string, SourcePlace> _positions = new(StringComparer.Ordinal);
    private readonly YamlAnchors _anchors = new(limits);
    private readonly List<Problem> _problems = [];
    private int _positionCharacters;

    public Result<SourceDocument> Compose(IParser parser)
    {
        parser.Accept<ParsingEvent>(out var first);
        var start = first is null ? new SourcePlace(file, source.FirstLine, 1) : PlaceOf(first);
        var root = Node(parser, string.Empty, depth: 1, start);
        return _problems.Count > 0
            ? Result<SourceDocument>.Failed(_problems)
            : new SourceDocument(file, index, start, root, _positions) { Text = source.Whole };
    }

    private JsonNode? Node(IParser parser, string path, int depth, SourcePlace? fallback)
    {
        var node = parser.Consume<ParsingEvent>();
        // An empty value has no text of its own; its key is where a person looks.
        var place = node is Scalar { Value.Length: 0, Style: ScalarStyle.Plain }
            && fallback is not null ? fallback : PlaceOf(node);
        Record(path, place);
        if (depth > limits.MaxDepth)
        {
            throw Fatal("yaml-too-deep", $"The document is nested more than {limits.MaxDepth} levels deep.", path, place);
        }

        return node switch
        {
            Scalar scalar => ScalarNode(scalar, path, place),
            SequenceStart sequence => Sequence(parser, sequence, path, depth, place),
            MappingStart mapping => Mapping(parser, mapping, path, depth, place),
            AnchorAlias alias => Alias(alias, path, depth, place),
            _ => throw new InvalidOperationException($"The parser gave {node.GetType().Name} where a node stands."),
        };
    }

    private JsonValue? ScalarNode(Scalar scalar, string path, SourcePlace place)
    {
        CheckTag(scalar, path, place);
        var value = YamlScalars.Resolve(scalar);
        if (value is double and (double.PositiveInfinity or double.NegativeInfinity or double.NaN))
        {
            Report(
                "yaml-number-not-finite",
                $"'{scalar.Value}' has no JSON value.",
                path,
                place,
                "a finite number, or quotes around it");
            value = null;
        }

        var node = YamlScalars.ToJson(value);
        _anchors.Keep(scalar.Anchor, node);
        return node;
    }

    private JsonArray Sequence(IParser parser, SequenceStart start, string path, int depth, SourcePlace place)
    {
        CheckTag(start, path, place);
        _anchors.Open(start.Anchor);
        var items = new JsonArray();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Node(parser, PathsEnded ? path : FieldPath.Item(path, items.Count), depth + 1, fallback: null));
        }

        _anchors.Keep(start.Anchor, items);
        return items;
    }

    private JsonObject Mapping(IParser parser, MappingStart start, string path, int depth, SourcePlace place)
    {
        CheckTag(start, path, place);
        _anchors.Open(start.Anchor);
        var members = new JsonObject();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var (key, keyPlace) = Key(parser, path);
            var field = PathsEnded ? path : FieldPath.Key(path, key);
            if (members.ContainsKey(key))
            {
                Report(
                    "yaml-duplicate-key",
                    $"The key '{key}' stands twice in the same mapping.",
                    field,
                    keyPlace,
                    "each key once");
                Node(parser, field, depth + 1, keyPlace);
                continue;
            }

            members.Add(key, Node(parser, field, depth + 1, keyPlace));
        }

        _anchors.Keep(start.Anchor, members);
        return members;
    }

    private (string Key, SourcePlace Place) Key(IParser parser, string path)
    {
        var node = parser.Consume<ParsingEvent>();
        var place = PlaceOf(node);
        if (node is Scalar scalar)
        {
            var key = YamlScalars.KeyText(scalar);
            _anchors.Keep(scalar.Anchor, YamlScalars.ToJson(YamlScalars.Resolve(scalar)));
            return (key, place);
        }

        throw Fatal("yaml-key-not-scalar", "A mapping's key must be a plain or quoted text.", path, place);
    }

    private JsonNode? Alias(AnchorAlias alias, string path, int depth, SourcePlace place)
    {
        try
        {
            return _anchors.Expand(alias.Value.Value, depth);
        }
        catch (YamlAliasException refused)
        {
            throw Fatal(refused.Code, refused.Message, path, place);
        }
    }

    private void CheckTag(NodeEvent node, string path, SourcePlace place)
    {
        if (!node.Tag.IsEmpty && YamlScalars.IsUnsupportedTag(node.Tag.Value))
        {
            Report(
                "yaml-tag-unsupported",
                $"The tag '{node.Tag.Value}' has no JSON value.",
                path,
                place,
                "no tag, or a core tag");
        }
    }

    /// <value>Behind the limit, nodes go by their parent's path: long keys over many items would multiply.</value>
    private bool PathsEnded => _positionCharacters > limits.MaxPositionCharacters;

    private void Record(string path, SourcePlace place)
    {
        if (!PathsEnded)
        {
            _positionCharacters += path.Length;
            _positions[path] = place;
        }
    }

    private void Report(string code, string message, string field, SourcePlace place, string expected) =>
        _problems.Add(new Problem(code, message, field, Expected: expected, Place: place));

    private static YamlDocumentException Fatal(string code, string message, string field, SourcePlace place) =>
        new(new Problem(code, message, field, Place: place));

    private SourcePlace PlaceOf(ParsingEvent node) =>
        new(file, source.LineOf(node.Start), Convert.ToInt32(Math.Max(1, node.Start.Column), CultureInfo.InvariantCulture));
}

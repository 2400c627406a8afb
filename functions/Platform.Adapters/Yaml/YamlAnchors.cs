using System.Text.Json.Nodes;
using YamlDotNet.Core;

namespace Platform.Adapters.Yaml;

/// <summary>An alias that can't be expanded: unknown, inside its own anchor, or too much.</summary>
internal sealed class YamlAliasException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}

/// <summary>The anchors of one document. Every expansion is a copy and counts against the limits.</summary>
internal sealed class YamlAnchors(YamlLimits limits)
{
    private readonly Dictionary<string, JsonNode?> _nodes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private long _addedNodes;
    private long _addedCharacters;

    public void Open(AnchorName anchor)
    {
        if (!anchor.IsEmpty)
        {
            _open.Add(anchor.Value);
        }
    }

    public void Keep(AnchorName anchor, JsonNode? node)
    {
        if (!anchor.IsEmpty)
        {
            _open.Remove(anchor.Value);
            _nodes[anchor.Value] = node;
        }
    }

    public JsonNode? Expand(string name, int depth)
    {
        if (_open.Contains(name))
        {
            throw new YamlAliasException("yaml-alias-cycle", $"The alias '*{name}' stands inside its own anchor.");
        }

        if (!_nodes.TryGetValue(name, out var node))
        {
            throw new YamlAliasException("yaml-alias-unknown", $"The alias '*{name}' has no anchor before it.");
        }

        Count(node, depth);
        return node?.DeepClone();
    }

    private void Count(JsonNode? node, int depth)
    {
        if (depth > limits.MaxDepth)
        {
            throw new YamlAliasException("yaml-too-deep", $"Aliases nest the document more than {limits.MaxDepth} levels deep.");
        }

        _addedNodes++;
        switch (node)
        {
            case JsonArray items:
                foreach (var item in items)
                {
                    Count(item, depth + 1);
                }

                break;
            case JsonObject members:
                foreach (var (key, value) in members)
                {
                    _addedCharacters += key.Length;
                    Count(value, depth + 1);
                }

                break;
            case JsonValue value when value.TryGetValue(out string? text):
                _addedCharacters += text.Length;
                break;
        }

        if (_addedNodes > limits.MaxAliasNodes || _addedCharacters > limits.MaxAliasCharacters)
        {
            throw new YamlAliasException("yaml-alias-limit", "The document's aliases expand to more than is allowed.");
        }
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Platform.Local.Forge.Actions.Workflows;

/// <summary>A workflow file as JSON: YAML 1.2 scalars, so that <c>on</c> is a name and not a truth value.</summary>
internal static class WorkflowYaml
{
    private const int MaxNodes = 50_000;

    /// <exception cref="WorkflowException">It is not YAML, or not a mapping.</exception>
    public static JsonObject Parse(string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            var left = MaxNodes;
            return stream.Documents is [{ RootNode: YamlMappingNode root }, ..]
                ? (JsonObject)Convert(root, ref left)!
                : throw new WorkflowException("The workflow is not a mapping");
        }
        catch (YamlException broken)
        {
            throw new WorkflowException($"Line {broken.Start.Line}: {broken.Message}");
        }
    }

    private static JsonNode? Convert(YamlNode node, ref int left)
    {
        // Aliases are expanded, so the count bounds what a small file can become.
        if (--left < 0)
        {
            throw new WorkflowException($"The workflow has more than {MaxNodes} nodes");
        }

        switch (node)
        {
            case YamlMappingNode mapping:
                var container = new JsonObject();
                foreach (var (key, value) in mapping.Children)
                {
                    container[((YamlScalarNode)key).Value ?? ""] = Convert(value, ref left);
                }

                return container;
            case YamlSequenceNode sequence:
                var list = new JsonArray();
                foreach (var child in sequence.Children)
                {
                    list.Add(Convert(child, ref left));
                }

                return list;
            default:
                return Scalar((YamlScalarNode)node);
        }
    }

    private static JsonNode? Scalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        return scalar.Style != ScalarStyle.Plain
            ? text
            : text switch
            {
                "" or "~" or "null" or "Null" or "NULL" => null,
                "true" or "True" or "TRUE" => true,
                "false" or "False" or "FALSE" => false,
                _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) =>
                    whole,
                _ when !text.Contains(',', StringComparison.Ordinal)
                        && char.IsAsciiDigit(text[^1])
                        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) => real,
                _ => text,
            };
    }
}

/// <summary>A workflow file that can't be used; GitHub shows such a run as failed.</summary>
internal sealed class WorkflowException(string message) : Exception(message);

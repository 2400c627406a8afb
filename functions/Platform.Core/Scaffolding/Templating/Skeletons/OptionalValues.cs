using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Scaffolding.Templating.Skeletons;

/// <summary>Which of a skeleton's values may be undefined: those that the template writes, wherever they come from.</summary>
internal static class OptionalValues
{
    private const string Parameters = "parameters.";

    public static OptionalNames Of(string variable, JsonNode? written, OptionalNames optional)
    {
        var names = new List<string>();
        Collect(variable, written, optional, names);
        return new OptionalNames(names);
    }

    private static void Collect(string path, JsonNode? written, OptionalNames optional, List<string> names)
    {
        switch (written)
        {
            case JsonObject members:
                foreach (var (key, value) in members)
                {
                    names.Add(FieldPath.Key(path, key));
                    Collect(FieldPath.Key(path, key), value, optional, names);
                }

                break;
            // Handed on as a whole, the parameters' optional names are the values' as well.
            case JsonValue text when text.GetValueKind() == JsonValueKind.String
                && text.GetValue<string>().Contains("parameters", StringComparison.Ordinal):
                names.AddRange(optional.Paths
                    .Where(name => name.StartsWith(Parameters, StringComparison.Ordinal))
                    .Select(name => $"{path}.{name[Parameters.Length..]}"));
                break;
        }
    }
}

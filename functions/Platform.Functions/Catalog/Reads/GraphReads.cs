using System.Globalization;
using System.Text;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Index;
using Platform.Core.Catalog.Relations;
using Platform.Core.Primitives;

namespace Platform.Functions.Catalog.Reads;

/// <summary>What is around an entity: what it needs, who needs it, who breaks if it goes.</summary>
public static class GraphReads
{
    public const int DefaultDepth = 2;
    public const int MostDepth = 10;
    public const int DefaultLimit = 500;
    public const int MostEntities = 2000;

    private const string Mermaid = "text/vnd.mermaid; charset=utf-8";

    private static readonly string[] Known = ["root", "direction", "depth", "relations", "format", "limit"];

    private static readonly string Directions = string.Join(", ", Enum.GetNames<GraphDirection>()).ToLowerInvariant();

    public static CatalogAnswer Look(CatalogView view, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var checks = new FieldChecks();
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        var relations = new List<string>();
        foreach (var (name, value) in parameters)
        {
            if (name == "relations")
            {
                relations.AddRange(value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
            }
            else if (!Known.Contains(name))
            {
                checks.Add(FieldChecks.Unknown, name, value, $"one of {string.Join(", ", Known)}");
            }
            else if (!given.TryAdd(name, value))
            {
                checks.Add(FieldChecks.WrongFormat, name, value, "the parameter once");
            }
        }

        var root = Root(checks, given);
        var format = given.GetValueOrDefault("format") ?? "json";
        if (format is not ("json" or "mermaid"))
        {
            checks.Add(FieldChecks.WrongFormat, "format", format, "json or mermaid");
        }

        var query = new GraphQuery(
            Direction(checks, given),
            Number(checks, given, "depth", DefaultDepth, 0, MostDepth),
            [.. relations.Select(type => Relation(checks, type))],
            Number(checks, given, "limit", DefaultLimit, 1, MostEntities));
        if (!checks.IsClean)
        {
            return CatalogAnswer.Refused(checks.Problems);
        }

        if (view.Graph(root!, query) is not { } graph)
        {
            return CatalogAnswer.NotFound(new(
                EntityReads.NotThere, $"Nothing is known of '{root}', not even by name.", "root", root!.Canonical,
                "an entity in the catalog, or one that another names"));
        }

        return format == "json"
            ? CatalogAnswer.Ok((output, _) =>
            {
                GraphText.WriteJson(graph, output);
                return ValueTask.CompletedTask;
            })
            : CatalogAnswer.Ok(
                (output, _) =>
                {
                    Encoding.UTF8.GetBytes(GraphText.Mermaid(graph), output);
                    return ValueTask.CompletedTask;
                },
                Mermaid);
    }

    private static EntityRef? Root(FieldChecks checks, Dictionary<string, string> given)
    {
        if (!given.TryGetValue("root", out var text))
        {
            checks.Add(FieldChecks.Missing, "root", null, $"an entity reference, {EntityRef.Requirements}");
            return null;
        }

        if (!EntityRef.TryParse(text, out var root))
        {
            checks.Add(FieldChecks.WrongFormat, "root", text, $"an entity reference with a kind, {EntityRef.Requirements}");
        }

        return root;
    }

    private static GraphDirection Direction(FieldChecks checks, Dictionary<string, string> given)
    {
        var text = given.GetValueOrDefault("direction") ?? nameof(GraphDirection.Both);
        foreach (var direction in Enum.GetValues<GraphDirection>())
        {
            if (direction.ToString().Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return direction;
            }
        }

        checks.Add(FieldChecks.WrongFormat, "direction", text, $"one of {Directions}");
        return default;
    }

    private static int Number(
        FieldChecks checks, Dictionary<string, string> given, string name, int otherwise, int least, int most)
    {
        if (!given.TryGetValue(name, out var text))
        {
            return otherwise;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most)
        {
            return number;
        }

        checks.Add(FieldChecks.WrongFormat, name, text, $"a number from {least} to {most}");
        return otherwise;
    }

    private static string Relation(FieldChecks checks, string type)
    {
        var known = RelationTypes.All.FirstOrDefault(each => each.Equals(type, StringComparison.OrdinalIgnoreCase));
        if (known is null)
        {
            checks.Add(FieldChecks.WrongFormat, "relations", type, $"of {string.Join(", ", RelationTypes.All)}");
        }

        return known ?? type;
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Scaffolding.Templating.Skeletons;

/// <summary>Reads the fields of a <c>fetch:template</c> input and collects what is wrong with them.</summary>
internal sealed class FetchTemplateInput(JsonObject input)
{
    public List<Problem> Problems { get; } = [];

    public string Url()
    {
        if (input["url"] is JsonValue value && value.TryGetValue(out string? url) && url.Length > 0)
        {
            return url;
        }

        Report("url", "the place of the skeleton, as a text");
        return string.Empty;
    }

    public string TargetPath()
    {
        var written = input["targetPath"] is JsonValue value && value.TryGetValue(out string? text) ? text : string.Empty;
        if (input["targetPath"]?.GetValueKind() is not (null or JsonValueKind.String))
        {
            Report("targetPath", "a text");
        }

        var (path, reason) = SkeletonPath.Normalize(written);
        if (path is null)
        {
            Report("targetPath", $"a folder inside the workspace: {reason}");
        }

        return path ?? string.Empty;
    }

    public JsonObject Values() => input["values"] switch
    {
        null => [],
        JsonObject values => values,
        _ => Report("values", "an object", new JsonObject()),
    };

    public bool Flag(string name) => input[name]?.GetValueKind() switch
    {
        null or JsonValueKind.False => false,
        JsonValueKind.True => true,
        _ => Report(name, "true or false", false),
    };

    public IReadOnlyList<string> Globs(string name)
    {
        switch (input[name])
        {
            case null:
                return [];
            case JsonArray globs when globs.All(IsGlob):
                return [.. globs.Select(glob => glob!.GetValue<string>())];
            default:
                return Report(name, "an array of globs", Array.Empty<string>());
        }
    }

    private static bool IsGlob(JsonNode? glob)
    {
        try
        {
            return glob?.GetValueKind() == JsonValueKind.String
                && GlobPattern.Parse(glob.GetValue<string>().TrimStart('!')) is not null;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    public string? Extension() => input["templateFileExtension"] switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out string? text) && text.Length > 0 => text.StartsWith('.') ? text : $".{text}",
        JsonValue value when value.TryGetValue(out bool on) => on ? ".njk" : null,
        _ => Report("templateFileExtension", "true or an extension", default(string)),
    };

    /// <summary>The ways to say what is rendered exclude each other.</summary>
    public void CheckExclusions()
    {
        if (input["copyWithoutTemplating"] is not null && input["copyWithoutRender"] is not null)
        {
            Report("copyWithoutRender", "nothing beside 'copyWithoutTemplating'");
        }

        if (Extension() is not null && (input["copyWithoutTemplating"] ?? input["copyWithoutRender"]) is not null)
        {
            Report("templateFileExtension", "nothing beside 'copyWithoutTemplating' or 'copyWithoutRender'");
        }

        if (Extension() is not null && input["cookiecutterCompat"]?.GetValueKind() == JsonValueKind.True)
        {
            Report("templateFileExtension", "nothing beside 'cookiecutterCompat'");
        }
    }

    private T Report<T>(string field, string expected, T instead)
    {
        Report(field, expected);
        return instead;
    }

    private void Report(string field, string expected)
    {
        if (!Problems.Exists(problem => problem.Field == field))
        {
            Problems.Add(new Problem(
                "fetch-template-input",
                $"The input '{field}' of fetch:template is not as expected: {expected}.",
                field,
                input[field]?.DeepClone(),
                expected));
        }
    }
}

using Platform.Core.Catalog;
using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Filters;

/// <summary>The filters that Backstage adds.</summary>
internal static class BackstageFilters
{
    public static readonly IReadOnlyDictionary<string, FilterBody> All = new Dictionary<string, FilterBody>
    {
        ["parseEntityRef"] = ParseEntityRef,
        ["parseRepoUrl"] = call => RepoUrl.Parse(TextOf(call, "parseRepoUrl")),
        ["pick"] = Pick,
        ["projectSlug"] = call => RepoUrl.Parse(TextOf(call, "projectSlug")) is var parsed
            ? $"{call.ToText(parsed["owner"])}/{call.ToText(parsed["repo"])}"
            : null,
    };

    private static string TextOf(FilterCall call, string filter) => call.IsText ? call.Text : throw call.Refuse(filter, "a text");

    private static JsRecord ParseEntityRef(FilterCall call)
    {
        var options = call.Arguments[0] as JsRecord;
        var kind = options?["defaultKind"] as string;
        var @namespace = options?["defaultNamespace"] as string ?? EntityRef.DefaultNamespace;
        if (call.Input is JsRecord compound)
        {
            return Compound(
                compound["kind"] as string ?? kind,
                compound["namespace"] as string ?? @namespace,
                compound["name"] as string);
        }

        var text = TextOf(call, "parseEntityRef");
        return EntityRef.TryParse(text, out var parsed, kind, @namespace)
            ? Compound(parsed.Kind, parsed.Namespace, parsed.Name)
            : throw new TemplatingException($"'{text}' is not an entity reference: {EntityRef.Requirements}.");
    }

    private static JsRecord Compound(string? kind, string @namespace, string? name) =>
        kind is { Length: > 0 } && name is { Length: > 0 }
        ? new JsRecord { ["kind"] = kind, ["namespace"] = @namespace, ["name"] = name }
        : throw new TemplatingException("An entity reference needs a kind and a name.");

    /// <summary>A path like <c>metadata.tags[0]</c>; what isn't there is undefined.</summary>
    private static object? Pick(FilterCall call)
    {
        var path = call.ToText(call.Arguments[0]);
        var whole = JsMembers.Own(call.Input, path);
        if (whole is not Undefined)
        {
            return whole;
        }

        var value = call.Input;
        foreach (var part in path.Replace(
            "[",
            ".",
            StringComparison.Ordinal).Replace("]", string.Empty, StringComparison.Ordinal).Split('.'))
        {
            value = JsMembers.Own(value, part);
        }

        return value;
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Schemas;

namespace Platform.Core.Scaffolding.Actions.Remote;

/// <summary>A registration as administrators write and read it; docs/remote-actions.md describes it.</summary>
public static partial class RemoteActionDocument
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(30);
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromHours(1);
    private static readonly TimeSpan ShortestSilence = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan UsualSilence = TimeSpan.FromMinutes(1);

    private static readonly string[] Fields =
    [
        "id", "version", "description", "url", "input", "output", "examples", "timeout", "askAgainAfter", "signingSecret", "undo",
        "preview",
    ];

    /// <param name="id">Of the address; the body may repeat it.</param>
    public static Result<RemoteActionDefinition> Read(string id, JsonObject body)
    {
        var checks = new FieldChecks();
        checks.NoOthers(body, string.Empty, Fields);
        checks.Text(id, "id", text => Id().IsMatch(text), "an id like acme:book-desk, in lower case");
        checks.Text(body, string.Empty, "id", required: false, text => text == id, $"'{id}', as in the address");
        var description = checks.Text(
            body, string.Empty, "description", required: true, text => text.Trim().Length is > 0 and <= 500,
            "a sentence of at most 500 characters");
        Uri? url = null;
        checks.Text(
            body, string.Empty, "url", required: true,
            text => text.Length <= 1000 && Uri.TryCreate(text, UriKind.Absolute, out url) && url.Query.Length == 0
                && url.Fragment.Length == 0,
            "an absolute address without query and fragment");
        var secret = checks.Text(
            body, string.Empty, "signingSecret", required: true, RemoteActionSecrets.IsName,
            $"the name of a setting: {RemoteActionSecrets.Requirements}");
        var input = Schema(checks, body, "input");
        var output = Schema(checks, body, "output");
        var version = Version(checks, body);
        var timeout = Time(checks, body, "timeout", UsualTimeout, TimeSpan.FromSeconds(1));
        var silence = Time(checks, body, "askAgainAfter", UsualSilence, ShortestSilence);
        var examples = Examples(checks, body);
        var (canUndo, canPreview) = (Flag(checks, body, "undo"), Flag(checks, body, "preview"));
        return checks.IsClean
            ? new RemoteActionDefinition(
                id, version, description!, url!, input, output, examples, timeout, silence, secret!, canUndo, canPreview)
            : Result<RemoteActionDefinition>.Failed(checks.Problems);
    }

    public static JsonObject Write(RemoteActionDefinition action) => new()
    {
        ["id"] = action.Id,
        ["version"] = action.Version,
        ["description"] = action.Description,
        ["url"] = action.Url.AbsoluteUri,
        ["input"] = action.Input.DeepClone(),
        ["output"] = action.Output.DeepClone(),
        ["examples"] = JsonSerializer.SerializeToNode(action.Examples, PlatformJson.Options),
        ["timeout"] = XmlConvert.ToString(action.Timeout),
        ["askAgainAfter"] = XmlConvert.ToString(action.AskAgainAfter),
        ["signingSecret"] = action.SigningSecret,
        ["undo"] = action.CanUndo,
        ["preview"] = action.CanPreview,
    };

    private static JsonObject Schema(FieldChecks checks, JsonObject body, string name)
    {
        var schema = checks.Object(body, string.Empty, name) ?? new JsonObject { ["type"] = "object" };
        foreach (var problem in MetaSchema.Draft7.Validate(schema, name))
        {
            checks.Add(FieldChecks.WrongFormat, problem.Field ?? name, problem.Value, "a JSON Schema of draft-07");
        }

        if ((schema["type"] as JsonValue)?.ToString() != "object")
        {
            checks.Add(FieldChecks.WrongFormat, FieldPath.Key(name, "type"), schema["type"], "'object'");
        }

        return schema.DeepClone().AsObject();
    }

    private static int Version(FieldChecks checks, JsonObject body)
    {
        if (body["version"] is not { } node)
        {
            return 1;
        }

        if (node is JsonValue value && value.TryGetValue<int>(out var version) && version is > 0 and < 10_000)
        {
            return version;
        }

        checks.Add(FieldChecks.WrongType, "version", node, "a whole number from 1");
        return 1;
    }

    private static TimeSpan Time(FieldChecks checks, JsonObject body, string name, TimeSpan usual, TimeSpan least)
    {
        var written = checks.Text(
            body, string.Empty, name, required: false,
            text => IsoDuration.ParseOrNull(text) is { } time && time >= least && time <= LongestTimeout,
            string.Create(CultureInfo.InvariantCulture, $"a time like PT5M, from {least.TotalSeconds} s to 30 days"));
        return IsoDuration.ParseOrNull(written) ?? usual;
    }

    private static List<ActionExample> Examples(FieldChecks checks, JsonObject body)
    {
        List<ActionExample> examples = [];
        var written = checks.List(body, string.Empty, "examples");
        for (var i = 0; i < written?.Count; i++)
        {
            var field = FieldPath.Item("examples", i);
            if (written[i] is not JsonObject example)
            {
                checks.Mismatch(field, written[i], "an object with description and example");
            }
            else if (checks.Text(example, field, "description", required: true) is { } description
                && checks.Text(example, field, "example", required: true) is { } text)
            {
                examples.Add(new(description, text));
            }
        }

        return examples;
    }

    private static bool Flag(FieldChecks checks, JsonObject body, string name)
    {
        if (body[name] is { } node && node.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False))
        {
            checks.Mismatch(name, node, "true or false");
            return false;
        }

        return body[name]?.GetValue<bool>() ?? false;
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,49}(:[a-z0-9][a-z0-9-]{0,49}){1,4}$", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}

using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Scaffolding.Actions.Registering;

/// <summary>The inputs of <c>catalog:register</c>.</summary>
internal static class RegisterInput
{
    public const string HostUnknown = "contents-host-unknown";

    public static JsonObject Schema() => JsonNode.Parse(
        """
        {
          "type": "object",
          "anyOf": [{ "required": ["catalogInfoUrl"] }, { "required": ["repoContentsUrl"] }],
          "properties": {
            "catalogInfoUrl": { "type": "string", "minLength": 1 },
            "repoContentsUrl": { "type": "string", "minLength": 1 },
            "catalogInfoPath": { "type": "string", "minLength": 1 },
            "optional": { "type": "boolean" }
          }
        }
        """)!.AsObject();

    public static bool IsOptional(JsonObject input) => input["optional"]?.GetValue<bool>() ?? false;

    /// <summary>The descriptor that the inputs name.</summary>
    public static Result<ContentsUrl> TargetOf(JsonObject input, IScaffoldEnvironment environment)
    {
        var (field, text, path) = input["catalogInfoUrl"]?.GetValue<string>() is { } whole
            ? ("catalogInfoUrl", whole, string.Empty)
            : ("repoContentsUrl", input["repoContentsUrl"]!.GetValue<string>(),
                input["catalogInfoPath"]?.GetValue<string>() ?? "/catalog-info.yaml");
        if (!ContentsUrl.TryParse(text, out var url))
        {
            return new Problem(
                "contents-url-invalid", $"'{text}' is no file or folder on GitHub.", field, text, ContentsUrl.Requirements);
        }

        if (!environment.IsGitHub(url.Host))
        {
            return new Problem(
                HostUnknown, $"'{url.Host}' is no GitHub of this platform.", field, url.Host,
                $"github.com or {environment.GitHubHost}");
        }

        var full = string.Join('/', $"{url.Path}/{path}".Split('/').Where(segment => segment is not ("" or ".")));
        return full.Length > 0
            ? url with { Path = full }
            : new Problem("contents-url-invalid", $"'{text}' names no file.", field, text, "the address of a file");
    }
}

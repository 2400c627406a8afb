using System.Text.Json;
using System.Text.RegularExpressions;
using Platform.TestKit.Oracles;

namespace Platform.TestKit.Forge;

/// <summary>GitHub's description of its own REST API, as far as requests and answers are checked against it.</summary>
public sealed partial class OpenApiDescription
{
    private static readonly Lazy<Task<OpenApiDescription>> Loaded = new(LoadAsync);
    private readonly List<(Regex Pattern, string Template, JsonElement Operations)> _paths;
    private readonly OpenApiSchema _schema;

    private OpenApiDescription(JsonElement root)
    {
        _schema = new OpenApiSchema(root);
        _paths =
        [
            .. root.GetProperty("paths")
                .EnumerateObject()
                .OrderBy(path => path.Name.Count(c => c == '{'))
                // A branch's name has any number of parts, and would swallow what stands behind it.
                .ThenByDescending(path => path.Name.Length)
                .Select(path => (PatternOf(path.Name), path.Name, path.Value)),
        ];
    }

    public static Task<OpenApiDescription> Instance => Loaded.Value;

    /// <summary>What in a request or its answer does not fit; empty when everything does.</summary>
    public IReadOnlyList<string> Check(
        string method,
        string path,
        string requestBody,
        int status,
        string? mediaType,
        string? body)
    {
        var found = _paths.FirstOrDefault(candidate =>
            candidate.Pattern.IsMatch(path) && candidate.Operations.TryGetProperty(method.ToLowerInvariant(), out _));
        if (found.Template is null)
        {
            return status == 404 || KnownDeviations.Has(method, path) ? [] : [$"{method} {path} is not in the description"];
        }

        var operation = found.Operations.GetProperty(method.ToLowerInvariant());
        return
        [
            // What is refused may have been wrong.
            .. status < 400
                ? CheckRequest(operation, requestBody).Select(problem => $"request of {method} {path}: {problem}")
                : [],
            .. body is null
                ? []
                : CheckAnswer(operation, method, found.Template, status, mediaType, body)
                    .Select(problem => $"{status} of {method} {path}: {problem}"),
        ];
    }

    internal static Regex PatternOf(string template) =>
        new(
            "^"
                + Parameter()
                    .Replace(
                        Regex.Escape(template).Replace("\\}", "}", StringComparison.Ordinal),
                        match =>
                            match.Groups[1].Value is "ref" or "path" or "branch" or "tree_sha" or "commit_sha"
                                ? ".+"
                                : "[^/]+")
                + "$");

    private static async Task<OpenApiDescription> LoadAsync()
    {
        await using var file = File.OpenRead(await NodeOracles.PathOf("@octokit/openapi/generated/api.github.com.json"));
        return new OpenApiDescription((await JsonDocument.ParseAsync(file)).RootElement);
    }

    private IReadOnlyList<string> CheckRequest(JsonElement operation, string body)
    {
        if (!operation.TryGetProperty("requestBody", out var wanted))
        {
            return [];
        }

        wanted = _schema.Resolve(wanted);
        if (string.IsNullOrWhiteSpace(body))
        {
            return wanted.TryGetProperty("required", out var required) && required.GetBoolean()
                ? ["a body is required"]
                : [];
        }

        var schema = wanted.GetProperty("content").EnumerateObject().First().Value.GetProperty("schema");
        return _schema.Validate(JsonDocument.Parse(body).RootElement, schema);
    }

    private IReadOnlyList<string> CheckAnswer(
        JsonElement operation,
        string method,
        string template,
        int status,
        string? mediaType,
        string body)
    {
        var key = status.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (!operation.GetProperty("responses").TryGetProperty(key, out var answer))
        {
            // 304 is what every conditional read may get.
            return status == 304 || KnownDeviations.Has(method, template, status)
                ? []
                : ["the status is not in the description"];
        }

        answer = _schema.Resolve(answer);
        if (!answer.TryGetProperty("content", out var content))
        {
            return body.Length == 0 || KnownDeviations.HasBody(method, template, status)
                ? []
                : [$"a body that is not in the description: {body}"];
        }

        return mediaType == "application/json" && content.TryGetProperty(mediaType, out var json)
            ? _schema.Validate(JsonDocument.Parse(body).RootElement, json.GetProperty("schema"))
            : [];
    }

    [GeneratedRegex(@"\\\{([^}]*)\}")]
    private static partial Regex Parameter();
}

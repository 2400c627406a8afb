using System.Text.Json.Nodes;

namespace Platform.Local.Forge.Http;

/// <summary>What a route answers, and GitHub's way of saying no.</summary>
internal sealed record Answer(int Status, JsonNode? Body = null)
{
    private const string Documentation = "https://docs.github.com/rest";

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <value>A body that is not JSON, with its media type.</value>
    public (string MediaType, byte[] Bytes)? Raw { get; init; }

    public static Answer NoContent { get; } = new(204);

    public static Answer NotFound => Error(404, "Not Found");

    public static Answer EmptyRepository => Error(409, "Git Repository is empty.");

    /// <summary>To the repository by its number, as GitHub does after a rename.</summary>
    public static Answer Moved(Call call, long id)
    {
        var request = call.Context.Request;
        var rest = request.Path.Value!.Split('/', 5) is [_, _, _, _, var below] ? $"/{below}" : "";
        var url = $"{call.Urls.Root}/repositories/{id}{rest}{request.QueryString}";
        return new(
            HttpMethods.IsGet(request.Method) ? 301 : 307,
            new JsonObject
            {
                ["message"] = "Moved Permanently",
                ["url"] = url,
                ["documentation_url"] = Documentation,
            })
        {
            Headers = new Dictionary<string, string> { ["Location"] = url },
        };
    }

    public static Answer Ok(JsonNode body) => new(200, body);

    public static Answer Created(JsonNode body) =>
        body is JsonObject made && made["url"] is JsonValue url
            ? new(201, body) { Headers = new Dictionary<string, string> { ["Location"] = url.ToString() } }
            : new(201, body);

    public static Answer Error(int status, string message) =>
        new(
            status,
            new JsonObject
            {
                ["message"] = message,
                ["documentation_url"] = Documentation,
                ["status"] = status.ToString(System.Globalization.CultureInfo.InvariantCulture),
            });

    /// <summary>422 without an <c>errors</c> list.</summary>
    public static Answer Invalid(string message) => Error(422, message);

    /// <summary>422 that names the field; <paramref name="code"/> is GitHub's (<c>invalid</c>, <c>custom</c>...).</summary>
    public static Answer Invalid(string resource, string field, string code, string? message = null)
    {
        var error = new JsonObject
        {
            ["resource"] = resource,
            ["code"] = code,
            ["field"] = field,
        };
        if (message is not null)
        {
            error["message"] = message;
        }

        var answer = Error(
            422,
            code == "custom" && resource == "Repository" ? "Repository creation failed." : "Validation Failed");
        answer.Body!["errors"] = new JsonArray(error);
        return answer;
    }
}

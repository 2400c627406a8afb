using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.Core.Catalog;

namespace Platform.Functions.Cli.Demo;

/// <summary>The platform's HTTP API, as any client sees it.</summary>
internal sealed class DemoApi(HttpClient client)
{
    public async Task<JsonObject> GetFormAsync(string template, CancellationToken cancellationToken)
    {
        using var response = await client.GetAsync(
            $"scaffolder/v2/templates/default/template/{Uri.EscapeDataString(template)}/parameter-schema", cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            var listed = await client.GetFromJsonAsync<JsonObject>("scaffolder/v2/templates", cancellationToken);
            var known = (listed?["items"] as JsonArray ?? [])
                .Select(item => $"  {EntityRef.Parse(item!["ref"]!.GetValue<string>()).Name}  {item["title"]}");
            throw new CommandException(
                ExitCode.Usage, $"There is no template '{template}'. There are:\n{string.Join('\n', known)}");
        }

        return await ReadAsync(response, cancellationToken);
    }

    public async Task<string> CreateTaskAsync(string template, JsonObject values, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["templateRef"] = $"template:default/{template}", ["values"] = values };
        using var response = await client.PostAsJsonAsync("scaffolder/v2/tasks", body, cancellationToken);
        return (await ReadAsync(response, cancellationToken))["id"]!.GetValue<string>();
    }

    /// <summary>A page's address with a single-use code behind it that signs a person in; browsers send it to nobody.</summary>
    public async Task<Uri> CreatePageLinkAsync(string page, CancellationToken cancellationToken)
    {
        using var response = await client.PostAsync("portal/links", content: null, cancellationToken);
        var code = (await ReadAsync(response, cancellationToken))["code"]!.GetValue<string>();
        return new Uri(client.BaseAddress!, $"{page}#code={code}");
    }

    /// <returns>Where the entity answers; null when it does not.</returns>
    public async Task<Uri?> FindEntityAsync(EntityRef entity, CancellationToken cancellationToken)
    {
        var url = new Uri(
            client.BaseAddress!, $"catalog/entities/by-name/{entity.Kind}/{entity.Namespace}/{entity.Name}".ToLowerInvariant());
        using var response = await client.GetAsync(url, cancellationToken);
        return response.IsSuccessStatusCode ? url : null;
    }

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadFromJsonAsync<JsonObject>(cancellationToken) ?? [];
        if (response.IsSuccessStatusCode)
        {
            return body;
        }

        var errors = (body["errors"] ?? body["error"]?["errors"]) as JsonArray ?? [];
        var sentences = errors.Select(error => $"  {error?["field"]}: {error?["message"]}")
            .DefaultIfEmpty($"  {body.ToJsonString()}");
        throw new CommandException(
            ExitCode.InputAtFault,
            $"The platform refused the request ({(int)response.StatusCode}):\n{string.Join('\n', sentences)}");
    }
}

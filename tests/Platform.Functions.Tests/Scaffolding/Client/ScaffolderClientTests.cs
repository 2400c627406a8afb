using System.Text.Json.Nodes;
using Platform.Core.Access;
using Platform.TestKit.Hosting;
using Platform.TestKit.Oracles;
using Platform.TestKit.Scaffolding;

namespace Platform.Functions.Tests.Scaffolding.Client;

/// <summary>Backstage's own client from npm, every method of it, against the running app.</summary>
public sealed class ScaffolderClientTests : IAsyncLifetime
{
    private const string Secret = "a-secret-of-the-client";

    /// <value>Of the client's own, behind the ones that are called.</value>
    private static readonly string[] Inner =
        ["constructor", "requestRequired", "streamLogsEventStream", "streamLogsPolling"];

    private readonly TemplateFolder _templates = new TemplateFolder()
        .Write("chatty/template.yaml", Template("chatty", "debug:log", "message: Hello ${{ parameters.name }}"))
        .Write("failing/template.yaml", Template("failing", "fetch:plain", "url: ./not-there"))
        .Write("waiting/template.yaml", Template("waiting", "debug:wait", "minutes: 9"));

    private PlatformHost _host = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _host = await PlatformHost.StartAsync(settings => settings["TemplatesDirectory"] = _templates.Path);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _templates.Dispose();
    }

    [Fact]
    public async Task Every_method_answers_as_Backstage_does()
    {
        using var forge = await ForgeDriver.OfAsync(_host);
        var repository = $"r{Guid.NewGuid():N}"[..12];
        await forge.CreateRepositoryAsync(repository);
        await forge.CommitFileAsync(repository, "README.md", "# Here\n");
        var script = await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "Scaffolding/Client/scaffolder.mjs"), Cancel);
        var key = await _host.KeyAsync(Role.Admin);
        var input = new JsonObject
        {
            ["baseUrl"] = new Uri(_host.ApiAddress, "scaffolder").AbsoluteUri,
            ["token"] = key,
            ["user"] = $"key:{IdOf(key)}",
            ["name"] = "orders",
            ["secret"] = Secret,
            ["organization"] = _host.Organization,
            ["repository"] = repository,
            ["template"] = DryTemplate(),
        };

        var text = await NodeOracles.RunAsync(script, input.ToJsonString(), Cancel);

        var result = JsonNode.Parse(text)!;
        Assert.DoesNotContain(Secret, text);
        Assert.Empty(Texts(result["methods"]!).Except(Inner).Except(Texts(result["called"]!)));
        Forms(result);
        Tasks(result);
        Lists(result);
        DryRun(result);
        Assert.Contains(repository, result["repositories"]!["results"]!.AsArray().Select(found => (string)found!["id"]!));
        Assert.Equal("main", (string)Assert.Single(result["branches"]!["results"]!.AsArray())!["id"]!);
        Failures(result["failures"]!);
    }

    private static void Forms(JsonNode result)
    {
        Assert.Equal("chatty", (string)result["form"]!["title"]!);
        Assert.Equal(["name"], result["form"]!["steps"]![0]!["schema"]!["properties"]!.AsObject().Select(field => field.Key));
        Assert.Contains("fetch:template", result["actions"]!.AsArray().Select(action => (string)action!["id"]!));
        Assert.All(
            result["extensions"]!["filters"]!.AsObject(), filter => Assert.NotEmpty((string)filter.Value!["description"]!));
        Assert.NotNull(result["extensions"]!["filters"]!["parseRepoUrl"]!["examples"]![0]!["example"]);
        Assert.NotNull(result["extensions"]!["globals"]!["functions"]!["range"]);
        Assert.NotNull(result["extensions"]!["globals"]!["values"]);
        Assert.Equal("github.com", (string)Assert.Single(result["integrations"]!["integrations"]!.AsArray())!["host"]!);
    }

    private static void Tasks(JsonNode result)
    {
        Assert.Equal("completed", (string)result["good"]!["status"]!);
        Assert.Contains("Hello orders", Messages(result["streamed"]!));
        Assert.Equal("completion", (string)result["streamed"]!.AsArray()[^1]!["type"]!);
        Assert.Equal("failed", (string)result["bad"]!["status"]!);
        Assert.Equal("completion", (string)result["polled"]!.AsArray()[^1]!["type"]!);
        Assert.Equal((string)result["bad"]!["id"]!, (string)result["retried"]!["id"]!);
        Assert.Equal("failed", (string)result["again"]!["status"]!);
        Assert.Equal("cancelled", (string)result["cancelled"]!["status"]!);
        Assert.Equal("cancelled", (string)result["long"]!["status"]!);
    }

    private static void Lists(JsonNode result)
    {
        Assert.Equal((3, 3, 3), (Total(result["owned"]!), Total(result["next"]!), Total(result["all"]!)));
        // The newest first.
        Assert.Equal(
            [(string)result["long"]!["id"]!, (string)result["bad"]!["id"]!, (string)result["good"]!["id"]!],
            result["owned"]!["tasks"]!.AsArray().Concat(result["next"]!["tasks"]!.AsArray())
                .Select(task => (string)task!["id"]!));
        Assert.Equal("orders", (string)result["owned"]!["tasks"]![0]!["spec"]!["parameters"]!["name"]!);
    }

    private static void DryRun(JsonNode result)
    {
        var dry = result["dry"]!;
        var file = Assert.Single(dry["directoryContents"]!.AsArray())!;
        Assert.Equal(("run.sh", false), ((string)file["path"]!, (bool)file["executable"]!));
        var content = Convert.FromBase64String((string)file["base64Content"]!);
        Assert.Equal("echo orders\n", System.Text.Encoding.UTF8.GetString(content));
        Assert.Contains("The token is ***", dry["log"]!.AsArray().Select(line => (string)line!["body"]!["message"]!));
        Assert.Equal(["fetch", "log"], dry["steps"]!.AsArray().Select(step => (string)step!["id"]!));
        Assert.Equal("orders", (string)dry["output"]!["name"]!);
    }

    private static void Failures(JsonNode failures)
    {
        Assert.Equal("NotFoundError", (string)failures["task"]!["body"]!["error"]!["name"]!);
        Assert.Contains("Unsupported provider: nobody", (string)failures["provider"]!["body"]!["error"]!["message"]!);
        Assert.Contains("400", (string)failures["values"]!["message"]!);
        Assert.Contains("\"property\":\"instance", (string)failures["values"]!["message"]!);
        Assert.NotNull(failures["dryRun"]);
        Assert.Equal("ConflictError", (string)failures["cancel"]!["body"]!["error"]!["name"]!);
    }

    private static string IdOf(string key) =>
        ApiKey.TryParse(key, out var parsed) ? parsed.Id : throw new FormatException("That is no key.");

    private static int Total(JsonNode page) => (int)page["totalTasks"]!;

    private static IEnumerable<string> Texts(JsonNode items) => items.AsArray().Select(item => (string)item!);

    private static IEnumerable<string> Messages(JsonNode events) =>
        events.AsArray().Select(entry => (string)entry!["body"]!["message"]!);

    private static string Template(string name, string action, string input) => $$"""
        apiVersion: scaffolder.backstage.io/v1beta3
        kind: Template
        metadata:
          name: {{name}}
          title: {{name}}
        spec:
          type: service
          parameters:
            - title: One
              required: [name]
              properties:
                name: { type: string }
          steps:
            - id: only
              action: {{action}}
              input:
                {{input}}
        """;

    private static JsonNode DryTemplate() => JsonNode.Parse("""
        {
          "apiVersion": "scaffolder.backstage.io/v1beta3",
          "kind": "Template",
          "metadata": { "name": "dry" },
          "spec": {
            "type": "service",
            "parameters": { "required": ["name"], "properties": { "name": { "type": "string" } } },
            "secrets": { "schema": { "type": "object", "properties": { "token": { "type": "string" } } } },
            "steps": [
              {
                "id": "fetch", "action": "fetch:template",
                "input": { "url": "./skeleton", "values": { "name": "${{ parameters.name }}" } }
              },
              { "id": "log", "action": "debug:log", "input": { "message": "The token is ${{ secrets.token }}" } }
            ],
            "output": { "name": "${{ parameters.name }}" }
          }
        }
        """)!;
}

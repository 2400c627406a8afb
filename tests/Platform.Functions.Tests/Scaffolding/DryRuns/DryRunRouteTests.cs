using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Access;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Scaffolding.DryRuns;

/// <summary>A template is tried over HTTP: what it would make is told, and nothing is made.</summary>
public sealed class DryRunRouteTests(ScaffoldFixture fixture) : IClassFixture<ScaffoldFixture>
{
    private const string Secret = "never-to-be-shown";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_template_that_is_here_is_tried_and_nothing_changes()
    {
        var name = fixture.NewName();
        // Its first look may note which templates there are.
        (await fixture.Host.Client.GetAsync("scaffolder/v2/templates/default/template/plain/parameter-schema", Cancel)).Dispose();
        var before = await LastingAsync();

        var dry = await DryRunAsync(new JsonObject { ["templateRef"] = "plain", ["values"] = fixture.Values(name) });

        Assert.Equal(before, await LastingAsync());
        Assert.Null(await fixture.Forge.FindAsync($"repos/{fixture.Host.Organization}/{name}", Cancel));
        Assert.Equal(
            ["README.md", "catalog-info.yaml"],
            dry["directoryContents"]!.AsArray().Select(file => (string)file!["path"]!).Order(StringComparer.Ordinal));
        var log = dry["log"]!.AsArray().Select(line => line!["body"]!).ToList();
        Assert.Contains(log, line => (string?)line["stepId"] == "publish"
            && ((string)line["message"]!).StartsWith("Would ", StringComparison.Ordinal));
        Assert.Equal(
            ["processing", "completed", "processing", "completed", "processing", "completed"],
            log.Select(line => (string?)line["status"]).OfType<string>());
        Assert.Equal(["fetch", "publish", "register"], dry["steps"]!.AsArray().Select(step => (string)step!["id"]!));
        Assert.Equal("Repository", (string)dry["output"]!["links"]![0]!["title"]!);
    }

    [Fact]
    public async Task A_template_that_is_sent_is_rendered_with_the_files_beside_it()
    {
        var dry = await DryRunAsync(new JsonObject
        {
            ["template"] = Template("""{ "url": "./skeleton", "values": { "name": "${{ parameters.name }}" } }"""),
            ["values"] = new JsonObject { ["name"] = "orders" },
            ["directoryContents"] = new JsonArray(
                File("skeleton/run.sh", "#!/bin/sh\necho ${{ values.name }}\n", executable: true)),
        });

        var file = Assert.Single(dry["directoryContents"]!.AsArray())!;
        Assert.Equal(("run.sh", true), ((string)file["path"]!, (bool)file["executable"]!));
        var content = Convert.FromBase64String((string)file["base64Content"]!);
        Assert.Equal("#!/bin/sh\necho orders\n", Encoding.UTF8.GetString(content));
    }

    [Fact]
    public async Task No_expression_sees_a_real_secret()
    {
        var dry = await DryRunAsync(new JsonObject
        {
            ["template"] = Template(
                """{ "message": "It is ${{ secrets.token }}, ${{ secrets.token | reverse }}" }""", "debug:log"),
            ["secrets"] = new JsonObject { ["token"] = Secret },
        });

        Assert.Contains("It is ***, ***", dry["log"]!.AsArray().Select(line => (string)line!["body"]!["message"]!));
        Assert.DoesNotContain(Secret, dry.ToJsonString());
    }

    [Fact]
    public async Task A_step_that_would_fail_says_so_with_the_log_until_there()
    {
        using var response = await PostAsync(new JsonObject { ["template"] = Template("""{ "url": "./nowhere" }""") });

        var answer = await AnswerAsync(response, HttpStatusCode.BadRequest);
        Assert.Equal("InputError", (string)answer["error"]!["name"]!);
        Assert.Equal("failed", (string)answer["log"]!.AsArray()[^1]!["body"]!["status"]!);
    }

    public static TheoryData<string, HttpStatusCode, string> Wrong => new()
    {
        { "{}", HttpStatusCode.BadRequest, "template-ref-invalid" },
        { """{"template":{},"templateRef":"plain"}""", HttpStatusCode.BadRequest, "template-ref-invalid" },
        { """{"templateRef":7}""", HttpStatusCode.BadRequest, "template-ref-invalid" },
        { """{"templateRef":"nowhere"}""", HttpStatusCode.NotFound, "template-unknown" },
        { """{"template":{}}""", HttpStatusCode.BadRequest, "template-invalid" },
        { """{"templateRef":"plain","more":1}""", HttpStatusCode.BadRequest, "field-unknown" },
        { """{"templateRef":"plain","values":[]}""", HttpStatusCode.BadRequest, "values-invalid" },
        { """{"templateRef":"plain","secrets":{"a":"short"}}""", HttpStatusCode.BadRequest, "secret-too-short" },
        {
            """{"template":{},"directoryContents":[{"path":"../x","base64Content":""}]}""",
            HttpStatusCode.BadRequest, "directory-contents-invalid"
        },
        {
            """{"template":{},"directoryContents":[{"path":"x","base64Content":"%"}]}""",
            HttpStatusCode.BadRequest, "directory-contents-invalid"
        },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_request_is_refused_with_a_code(string body, HttpStatusCode status, string code)
    {
        using var response = await PostAsync(JsonNode.Parse(body)!);

        var answer = await AnswerAsync(response, status);
        Assert.Contains(answer["error"]!["errors"]!.AsArray(), error => (string)error!["code"]! == code);
    }

    [Fact]
    public async Task Wrong_values_are_named_as_Backstage_names_them()
    {
        var values = new JsonObject { ["name"] = 7 };
        using var response = await PostAsync(new JsonObject { ["templateRef"] = "plain", ["values"] = values });

        var errors = (await AnswerAsync(response, HttpStatusCode.BadRequest))["errors"]!.AsArray();
        Assert.Contains("instance.name", errors.Select(error => (string)error!["property"]!));
    }

    [Fact]
    public async Task What_is_larger_than_Backstage_takes_is_refused()
    {
        using var response = await PostAsync(new JsonObject { ["template"] = new string('x', 11 * 1024 * 1024) });

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Who_may_not_scaffold_may_not_try()
    {
        using var reader = await fixture.Host.ClientWithAsync(Role.Reader);
        using var response = await reader.PostAsJsonAsync("scaffolder/v2/dry-run", new JsonObject(), Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    private static JsonObject Template(string input, string action = "fetch:template") => JsonNode.Parse($$"""
        {
          "apiVersion": "scaffolder.backstage.io/v1beta3", "kind": "Template", "metadata": { "name": "sent" },
          "spec": {
            "type": "service",
            "parameters": { "properties": { "name": { "type": "string" } } },
            "steps": [{ "id": "only", "action": "{{action}}", "input": {{input}} }]
          }
        }
        """)!.AsObject();

    private static JsonObject File(string path, string text, bool executable) => new()
    {
        ["path"] = path,
        ["base64Content"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(text)),
        ["executable"] = executable,
    };

    private async Task<JsonObject> DryRunAsync(JsonObject body)
    {
        using var response = await PostAsync(body);
        return await AnswerAsync(response, HttpStatusCode.OK);
    }

    private Task<HttpResponseMessage> PostAsync(JsonNode body) =>
        fixture.Host.Client.PostAsJsonAsync("scaffolder/v2/dry-run", body, Cancel);

    private static async Task<JsonObject> AnswerAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        var text = await response.Content.ReadAsStringAsync(Cancel);
        Assert.True(status == response.StatusCode, $"{response.StatusCode}: {text}");
        return JsonNode.Parse(text)!.AsObject();
    }

    /// <summary>What lasts in the account: all but the beats of timers and the hub's own lease.</summary>
    private async Task<IReadOnlyList<string>> LastingAsync() =>
        [.. (await StorageContents.ReadAsync(fixture.Host.Storage, Cancel)).Select(content => content.Place)
            .Where(place => new[] { "table scaffold", "table catalog", "table github", "table audit", "blob content", "queue " }
                .Any(start => place.StartsWith(start, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal)];
}

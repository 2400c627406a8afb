using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Access;
using Platform.Functions.Catalog;
using Platform.TestKit.Catalog;
using Platform.TestKit.Hosting;

namespace Platform.Functions.Tests.Catalog;

public sealed class ValidationTests(PlatformHostFixture fixture) : IClassFixture<PlatformHostFixture>
{
    private readonly PlatformHost _host = fixture.Host;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_text_is_judged_as_the_catalog_would_and_nothing_is_stored()
    {
        var text = new EntityBuilder().Named("judged-only").Text() + "\n---\nkind: Component\n";

        var answer = await JsonAsync(await PostTextAsync("catalog/validate?file=a/b.yaml", text));

        Assert.Equal((false, false), ((bool)answer["valid"]!, (bool)answer["truncated"]!));
        Assert.Equal(
            [("a/b.yaml", 0, true), ("a/b.yaml", 1, false)],
            answer["documents"]!.AsArray().Select(line => (
                (string)line!["file"]!, (int)line["document"]!, (bool)line["valid"]!)));
        Assert.Equal((int)answer["problems"]!, answer["documents"]![1]!["errors"]!.AsArray().Count);
        using var stored = await _host.Client.GetAsync("catalog/entities/by-name/component/default/judged-only", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, stored.StatusCode);
    }

    [Fact]
    public async Task Several_files_are_judged_in_one_call_and_a_reader_may_ask()
    {
        using var reader = await _host.ClientWithAsync(Role.Reader);

        using var answer = await reader.PostAsJsonAsync("catalog/validate", new
        {
            files = new[]
            {
                new { name = "good.yaml", content = new EntityBuilder().Text() },
                new { name = "bad.yaml", content = "kind: [" },
            },
        }, Cancel);

        var documents = (await JsonAsync(answer))["documents"]!.AsArray();
        Assert.Equal(["good.yaml True", "bad.yaml False"], documents.Select(line => $"{line!["file"]} {(bool)line["valid"]!}"));
        Assert.Equal("yaml-syntax", (string)documents[1]!["errors"]![0]!["code"]!);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_a_problem_of_the_file()
    {
        using var body = new ByteArrayContent([0x61, 0xff]);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/yaml");

        var answer = await JsonAsync(await _host.Client.PostAsync("catalog/validate", body, Cancel));

        var document = Assert.Single(answer["documents"]!.AsArray())!;
        Assert.Equal(("catalog-info.yaml", "file-not-utf8"), (
            (string)document["file"]!, (string)document["errors"]![0]!["code"]!));
    }

    [Fact]
    public async Task Kinds_that_an_administrator_registered_are_judged_by_their_schema()
    {
        var definition = JsonNode.Parse("""{"apiVersions": ["acme.com/v1"], "schema": {"required": ["spec"]}}""");
        using var put = await _host.Client.PutAsJsonAsync("catalog/kinds/Queue", definition, Cancel);
        put.EnsureSuccessStatusCode();

        var answer = await JsonAsync(await PostTextAsync(
            "catalog/validate", "apiVersion: acme.com/v1\nkind: Queue\nmetadata: {name: a}\n"));

        Assert.Equal("schema-required", (string)answer["documents"]![0]!["errors"]![0]!["code"]!);
    }

    [Fact]
    public async Task More_problems_than_fit_are_counted_and_said_to_be_left_out()
    {
        var file = string.Join("\n---\n", Enumerable.Repeat("apiVersion: x\nkind: Component\nmetadata: {name: a}", 500));
        var files = Enumerable.Range(0, 20).Select(i => new { name = $"{i}.yaml", content = file });

        using var posted = await _host.Client.PostAsJsonAsync("catalog/validate", new { files }, Cancel);
        using var annotated = await _host.Client.PostAsJsonAsync("catalog/validate?format=github", new { files }, Cancel);

        var answer = await JsonAsync(posted);
        var shown = answer["documents"]!.AsArray().Sum(document => document!["errors"]!.AsArray().Count);
        Assert.Equal((true, false), ((bool)answer["truncated"]!, (bool)answer["valid"]!));
        Assert.Equal(ValidationHandler.MostProblems, shown);
        Assert.True((int)answer["problems"]! > shown);
        Assert.EndsWith("title=too-many::There is more to say than fits into one answer.",
            await annotated.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task The_answer_comes_in_the_format_that_is_asked_for()
    {
        using var sarif = await PostTextAsync("catalog/validate?format=sarif", "kind: [");
        using var github = await PostTextAsync("catalog/validate?format=github&file=a.yaml", "kind: [");
        using var fine = await PostTextAsync("catalog/validate?format=github", new EntityBuilder().Text());

        Assert.Equal("application/sarif+json", sarif.Content.Headers.ContentType!.MediaType);
        Assert.Equal("2.1.0", (string)(await JsonAsync(sarif))["version"]!);
        Assert.StartsWith("::error file=a.yaml,line=", await github.Content.ReadAsStringAsync(Cancel));
        Assert.Empty(await fine.Content.ReadAsStringAsync(Cancel));
    }

    [Theory]
    [InlineData("?format=xml", "text/plain", "x", "format")]
    [InlineData("?required=yes", "text/plain", "x", "required")]
    [InlineData("?file=", "text/plain", "x", "file")]
    [InlineData("?file=a%0Ab", "text/plain", "x", "file")]
    [InlineData("", "application/json", "{}", "files")]
    [InlineData("", "application/json", """{"files":[1]}""", "files[0]")]
    [InlineData("", "application/json", """{"files":[{"name":"a"}]}""", "files[0].content")]
    [InlineData("", "application/json", """{"files":[{"content":"a"}],"x":1}""", "x")]
    public async Task A_call_that_makes_no_sense_is_refused_by_field(string query, string type, string body, string field)
    {
        using var content = new StringContent(body, Encoding.UTF8, type);

        using var answer = await _host.Client.PostAsync($"catalog/validate{query}", content, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problems = (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["error"]!["errors"]!.AsArray();
        Assert.Contains(field, problems.Select(problem => (string)problem!["field"]!));
    }

    [Fact]
    public async Task Too_many_files_and_too_large_a_body_are_refused()
    {
        var files = Enumerable.Range(0, ValidationRequest.MostFiles + 1).Select(i => new { name = $"{i}", content = "" });

        using var many = await _host.Client.PostAsJsonAsync("catalog/validate", new { files }, Cancel);
        using var large = await PostTextAsync("catalog/validate", new string(' ', ValidationRequest.LargestBody + 1));

        Assert.Equal(HttpStatusCode.BadRequest, many.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
    }

    private Task<HttpResponseMessage> PostTextAsync(string path, string text) =>
        _host.Client.PostAsync(path, new StringContent(text, Encoding.UTF8, "application/yaml"), Cancel);

    private static async Task<JsonNode> JsonAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!;
    }
}

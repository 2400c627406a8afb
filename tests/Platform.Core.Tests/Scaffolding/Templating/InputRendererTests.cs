using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Templating;

namespace Platform.Core.Tests.Scaffolding.Templating;

public sealed class InputRendererTests
{
    private const string Context = """
        {"parameters": {"name": "orders", "port": 8080, "on": true, "off": false, "tags": ["a", "b"], "owner": null, "empty": "",
         "deep": {"k": [1, {"x": "y"}]}},
         "steps": {"fetch-base": {"output": {"url": "u"}}}}
        """;

    private static readonly InputRenderer Renderer = new(optional: new OptionalNames(["parameters.optional", "steps.skipped"]));

    [Theory]
    [InlineData("${{ parameters.port }}", "8080")]
    [InlineData("${{ parameters.on }}", "true")]
    [InlineData("${{ parameters.tags }}", """["a","b"]""")]
    [InlineData("${{ parameters.deep }}", """{"k":[1,{"x":"y"}]}""")]
    [InlineData("${{ parameters.owner }}", "null")]
    [InlineData("${{ parameters.empty }}", "\"\"")]
    [InlineData("${{ parameters.port + 0.5 }}", "8080.5")]
    [InlineData("${{ 10 / 5 }}", "2")]
    [InlineData("${{ steps['fetch-base'].output.url }}", "\"u\"")]
    [InlineData("${{ parameters.tags | dump }}", "\"[\\u0022a\\u0022,\\u0022b\\u0022]\"")]
    [InlineData(" ${{ parameters.port }}", "\" 8080\"")]
    [InlineData("${{ parameters.port }}/${{ parameters.on }}", "\"8080/true\"")]
    [InlineData("${{ parameters.deep }} and ${{ parameters.tags }}", "\"[object Object] and a,b\"")]
    [InlineData("{% if parameters.on %}${{ parameters.port }}{% endif %}", "8080")]
    [InlineData("{% if parameters.on %}false{% endif %}", "false")]
    [InlineData("{% if parameters.on %}it is on{% endif %}", "\"it is on\"")]
    [InlineData("plain", "\"plain\"")]
    [InlineData("{{ not.ours }}", "\"{{ not.ours }}\"")]
    public void A_text_that_is_one_whole_expression_keeps_the_type_of_its_value(string text, string json) =>
        Assert.Equal(json, Render(JsonValue.Create(text))?.ToJsonString() ?? "null");

    [Fact]
    public void What_renders_to_nothing_disappears_with_its_key()
    {
        var rendered = Render(JsonNode.Parse("""
            {"a": "${{ parameters.optional }}", "b": "${{ steps.skipped.output.url }}",
             "c": "{% if parameters.off %}x{% endif %}",
             "d": "${{ parameters.owner }}",
             "${{ parameters.name }}": "${{ parameters.name }}", "e": [1, "${{ parameters.optional }}", true, null]}
            """));

        Assert.Equal("""{"d":null,"${{ parameters.name }}":"orders","e":[1,null,true,null]}""", rendered!.ToJsonString());
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("null", true)]
    [InlineData("\"${{ parameters.off }}\"", false)]
    [InlineData("\"${{ parameters.on }}\"", true)]
    [InlineData("\"${{ parameters.owner }}\"", false)]
    [InlineData("\"${{ parameters.optional }}\"", false)]
    [InlineData("\"${{ parameters.empty }}\"", false)]
    [InlineData("\"${{ 0 }}\"", false)]
    [InlineData("\"${{ [] }}\"", false)]
    [InlineData("\"${{ {} }}\"", true)]
    [InlineData("\"false\"", true)]
    [InlineData("\"${{ parameters.name === 'orders' and parameters.port > 80 }}\"", true)]
    public void A_condition_is_true_as_in_Backstage(string condition, bool expected) =>
        Assert.Equal(
            expected,
            Renderer.EvaluateIf(JsonNode.Parse(condition), Data(), RenderMode.Strict, TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("\"${{ parameters.tags }}\"", "0=\"a\" 1=\"b\"")]
    [InlineData("[\"x\", \"${{ parameters.port }}\"]", "0=\"x\" 1=8080")]
    [InlineData("\"${{ parameters.deep }}\"", "k=[1,{\"x\":\"y\"}]")]
    [InlineData("[]", "")]
    public void Each_runs_over_arrays_and_objects(string each, string expected) => Assert.Equal(
        expected,
        string.Join(' ', Renderer.EvaluateEach(
            JsonNode.Parse(each)!,
            Data(),
            RenderMode.Strict,
            TestContext.Current.CancellationToken).Select(pair => $"{pair.Key}={pair.Value?.ToJsonString()}")));

    [Theory]
    [InlineData("\"${{ parameters.optional }}\"")]
    [InlineData("\"${{ parameters.port }}\"")]
    [InlineData("\"text\"")]
    public void Each_refuses_what_is_neither(string each) =>
        Assert.Throws<TemplatingException>(
            () => Renderer.EvaluateEach(JsonNode.Parse(each)!, Data(), RenderMode.Strict, TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("${{ parameters.nmae }}", "template-undefined")]
    [InlineData("${{ parameters.name | nofilter }}", "template-expression")]
    [InlineData("${{ parameters.name", "template-syntax")]
    public void A_failing_expression_is_an_error_that_names_its_field(string text, string code)
    {
        var error = Assert.Throws<TemplatingException>(() => Render(new JsonObject { ["a"] = new JsonArray("x", text) }));

        Assert.Equal((code, "a[1]"), (error.Code, error.Field));
    }

    [Theory]
    [InlineData("${{ parameters.name | nofilter }}")]
    [InlineData("${{ parameters.name")]
    [InlineData("${{ nope() }}")]
    public void Lenient_mode_hands_on_a_text_that_fails(string text) =>
        Assert.Equal(text, Renderer.Render(
            JsonValue.Create(text),
            Data(),
            RenderMode.Lenient,
            TestContext.Current.CancellationToken)!.GetValue<string>());

    [Theory]
    [InlineData(
        "${{ 'github.com?owner=acme&repo=orders' | parseRepoUrl }}",
        """{"host":"github.com","owner":"acme","repo":"orders"}""")]
    [InlineData("${{ ('dev.azure.com?organization=o&project=p&repo=r' | parseRepoUrl).project }}", "\"p\"")]
    [InlineData("${{ 'github.com?owner=acme&repo=orders' | projectSlug }}", "\"acme/orders\"")]
    [InlineData("${{ 'group:default/team-a' | parseEntityRef | pick('name') }}", "\"team-a\"")]
    [InlineData(
        "${{ 'Team-A' | parseEntityRef({defaultKind: 'group'}) }}",
        """{"kind":"group","namespace":"default","name":"Team-A"}""")]
    [InlineData(
        "${{ 'a' | parseEntityRef({defaultKind: 'group', defaultNamespace: 'ns'}) }}",
        """{"kind":"group","namespace":"ns","name":"a"}""")]
    [InlineData("${{ parameters.deep | pick('k[1].x') }}", "\"y\"")]
    public void The_filters_that_Backstage_adds_are_there(string text, string json) =>
        Assert.Equal(json, Render(JsonValue.Create(text))!.ToJsonString());

    [Theory]
    [InlineData("${{ 'a' | parseEntityRef }}")]
    [InlineData("${{ 'github.com?repo=r' | parseRepoUrl }}")]
    [InlineData("${{ 'github.com?owner=o' | parseRepoUrl }}")]
    [InlineData("${{ '' | parseRepoUrl }}")]
    [InlineData("${{ 5 | projectSlug }}")]
    public void They_refuse_what_they_can_not_read(string text) =>
        Assert.Throws<TemplatingException>(() => Render(JsonValue.Create(text)));

    [Fact]
    public void Rendering_changes_neither_the_context_nor_the_template()
    {
        var context = Data();
        var value = JsonNode.Parse("""{"a": "${{ parameters.tags.push('c') }}", "b": "${{ parameters.tags }}"}""")!;
        var (contextBefore, valueBefore) = (context.ToJsonString(), value.ToJsonString());

        var rendered = Renderer.Render(value, context, RenderMode.Strict, TestContext.Current.CancellationToken);

        Assert.Equal("""{"a":3,"b":["a","b"]}""", rendered!.ToJsonString());
        Assert.Equal((contextBefore, valueBefore), (context.ToJsonString(), value.ToJsonString()));
    }

    private static JsonNode? Render(JsonNode? value) =>
        Renderer.Render(value, Data(), RenderMode.Strict, TestContext.Current.CancellationToken);

    private static JsonObject Data() => JsonNode.Parse(Context)!.AsObject();
}

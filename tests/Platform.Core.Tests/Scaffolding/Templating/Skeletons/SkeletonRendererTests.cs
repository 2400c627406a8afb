using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Templating;
using Platform.Core.Scaffolding.Templating.Skeletons;

namespace Platform.Core.Tests.Scaffolding.Templating.Skeletons;

public sealed class SkeletonRendererTests
{
    private static readonly SkeletonRenderer Renderer = new();

    [Fact]
    public void Paths_and_contents_are_rendered_and_modes_kept()
    {
        var file = Render("src/${{ values.name }}.sh", "echo ${{ values.name }}\n", mode: "100755")!;

        Assert.Equal(("src/orders.sh", "100755", "echo orders\n"), (file.Path, file.Mode, Text(file)));
    }

    [Theory]
    [InlineData("{% if values.no %}a{% endif %}")]
    [InlineData("{% if values.no %}dir{% endif %}/a")]
    [InlineData("a/{% if values.no %}dir{% endif %}/b")]
    [InlineData("a/{% if values.no %}b{% endif %}")]
    public void A_path_with_an_empty_part_leaves_the_file_out(string path) => Assert.Null(Render(path, "x"));

    [Theory]
    [InlineData("${{ '..' }}/a")]
    [InlineData("a/${{ '../../..' }}/etc")]
    [InlineData("${{ '.git' }}/hooks/pre-commit")]
    [InlineData("a/${{ '.GIT' }}/config")]
    [InlineData("${{ '.git. ' }}/config")]
    [InlineData("${{ 'a\\nb' }}")]
    [InlineData("${{ 'C:' + '\\\\' }}a")]
    [InlineData("${{ 'nul.txt' }}")]
    public void A_path_can_not_leave_the_workspace_or_harm_a_checkout(string path)
    {
        var error = Assert.Throws<TemplatingException>(() => Render(path, "x"));

        Assert.Equal(("template-path", path), (error.Code, error.Field));
    }

    [Fact]
    public void Files_go_to_the_target_path() =>
        Assert.Equal("deploy/k8s/a.yaml", Render("a.yaml", "x", Input("""{"targetPath": "./deploy/k8s/"}"""))!.Path);

    [Fact]
    public void CopyWithoutTemplating_keeps_contents_and_renders_paths()
    {
        var input = Input("""{"copyWithoutTemplating": [".github/**", "*.tpl", "charts"]}""");

        Assert.Equal("${{ secrets.X }}", Text(Render(".github/workflows/ci.yml", "${{ secrets.X }}", input)!));
        Assert.Equal("${{ x }}", Text(Render("charts/a/b.yaml", "${{ x }}", input)!));
        Assert.Equal(
            ("orders.tpl", "{{ x }}"),
            (Render("${{ values.name }}.tpl", "{{ x }}", input)!.Path, Text(Render("a.tpl", "{{ x }}", input)!)));
        Assert.Equal("orders", Text(Render("sub/a.tpl", "${{ values.name }}", input)!));
    }

    [Fact]
    public void CopyWithoutRender_keeps_paths_too() =>
        Assert.Equal(
            "raw/${{ values.name }}",
            Render("raw/${{ values.name }}", "x", Input("""{"copyWithoutRender": ["raw/**"]}"""))!.Path);

    [Theory]
    [InlineData("true", "a.txt.njk", "a.txt", "orders")]
    [InlineData("\"tmpl\"", "a.txt.tmpl", "a.txt", "orders")]
    [InlineData("true", "${{ values.name }}.txt", "orders.txt", "${{ values.name }}")]
    [InlineData("true", ".njk", ".njk", "${{ values.name }}")]
    public void With_an_extension_only_files_that_have_it_are_rendered(
        string extension,
        string path,
        string rendered,
        string content)
    {
        var file = Render(path, "${{ values.name }}", Input($$"""{"templateFileExtension": {{extension}}}"""))!;

        Assert.Equal((rendered, content), (file.Path, Text(file)));
    }

    [Fact]
    public void Cookiecutter_templates_have_their_own_tags_and_variable()
    {
        const string Source = "{{ cookiecutter.name }} ${{ '' }} {{ cookiecutter.tags | jsonify }}";

        var file = Render("{{ cookiecutter.name }}", Source, Input("""{"cookiecutterCompat": true}"""))!;

        Assert.Equal(("orders", "orders $ [\"a\"]"), (file.Path, Text(file)));
    }

    [Fact]
    public void White_space_options_reach_the_engine() =>
        Assert.Equal("a\nb\n", Text(
            Render("f", "a\n  {% if true %}\nb\n  {% endif %}\n", Input("""{"trimBlocks": true, "lstripBlocks": true}"""))!));

    [Theory]
    [InlineData("efbbbf247b7b20312b31207d7d0d0a", "efbbbf320d0a")]
    [InlineData("00247b7b2078207d7d", "00247b7b2078207d7d")]
    [InlineData("fffe24007b007b00", "fffe24007b007b00")]
    [InlineData("255044462d247b7b2078207d7d", "255044462d247b7b2078207d7d")]
    [InlineData("ff0a616263", "ff0a616263")]
    [InlineData("", "")]
    public void Marks_line_ends_and_binary_bytes_survive(string hex, string expected) => Assert.Equal(
        expected,
        Convert.ToHexStringLower(Renderer.Render(
            "f",
            "100644",
            Convert.FromHexString(hex),
            Options(Input("{}")),
            Values(),
            RenderMode.Strict,
            TestContext.Current.CancellationToken)!.Content.Span));

    [Fact]
    public void A_symbolic_link_is_copied_as_it_is() =>
        Assert.Equal("../${{ values.name }}", Text(Render("a/link", "../${{ values.name }}", mode: "120000")!));

    [Theory]
    [InlineData("link", "..")]
    [InlineData("link", "../x")]
    [InlineData("a/b/link", "../../../x")]
    [InlineData("link", "/etc/passwd")]
    [InlineData("link", "a/../../x")]
    [InlineData("a/b/link", "c/../../../../x")]
    [InlineData("link", ".git/hooks/pre-commit")]
    [InlineData("link", "C:\\Windows")]
    [InlineData("link", "")]
    public void A_symbolic_link_out_of_the_workspace_is_refused(string path, string target) => Assert.Equal(
        "template-path", Assert.Throws<TemplatingException>(() => Render(path, target, mode: "120000")).Code);

    [Fact]
    public void A_value_that_the_template_writes_may_be_undefined_and_a_misspelt_one_may_not()
    {
        var written = Input("""{"values": {"name": "${{ parameters.name }}", "description": "${{ parameters.description }}"}}""");
        var options = FetchTemplateOptions.From(Input("{}"), written).Value!;

        Assert.Equal("[]", Text(Renderer.Render(
            "f",
            "100644",
            "[${{ values.description }}]"u8.ToArray(),
            options,
            Values(),
            RenderMode.Strict,
            TestContext.Current.CancellationToken)!));
        var error = Assert.Throws<TemplatingException>(() =>
            Renderer.Render(
                "f",
                "100644",
                "[${{ values.descripton }}]"u8.ToArray(),
                options,
                Values(),
                RenderMode.Strict,
                TestContext.Current.CancellationToken));
        Assert.Equal(("template-undefined", "f"), (error.Code, error.Field));
    }

    [Theory]
    [InlineData("""{"url": ""}""", "url")]
    [InlineData("""{"targetPath": "../x"}""", "targetPath")]
    [InlineData("""{"targetPath": "/x"}""", "targetPath")]
    [InlineData("""{"targetPath": ".git/hooks"}""", "targetPath")]
    [InlineData("""{"targetPath": 5}""", "targetPath")]
    [InlineData("""{"values": []}""", "values")]
    [InlineData("""{"copyWithoutTemplating": "x"}""", "copyWithoutTemplating")]
    [InlineData("""{"copyWithoutTemplating": ["[z-a]"]}""", "copyWithoutTemplating")]
    [InlineData("""{"copyWithoutTemplating": ["x"], "copyWithoutRender": ["y"]}""", "copyWithoutRender")]
    [InlineData("""{"templateFileExtension": true, "copyWithoutTemplating": ["x"]}""", "templateFileExtension")]
    [InlineData("""{"templateFileExtension": true, "cookiecutterCompat": true}""", "templateFileExtension")]
    [InlineData("""{"templateFileExtension": []}""", "templateFileExtension")]
    [InlineData("""{"replace": "yes"}""", "replace")]
    public void A_wrong_input_is_named(string input, string field) =>
        Assert.Equal(field, Assert.Single(FetchTemplateOptions.From(Input(input)).Problems).Field);

    private static RenderedFile? Render(string path, string content, JsonObject? input = null, string mode = "100644") =>
        Renderer.Render(
        path,
        mode,
        Encoding.UTF8.GetBytes(content),
        Options(input ?? Input("{}")),
        Values(),
        RenderMode.Strict,
        TestContext.Current.CancellationToken);

    private static FetchTemplateOptions Options(JsonObject input)
    {
        var options = FetchTemplateOptions.From(input);
        Assert.True(options.IsOk, string.Join('\n', options.Problems));
        return options.Value;
    }

    private static JsonObject Input(string json)
    {
        var input = JsonNode.Parse(json)!.AsObject();
        input.TryAdd("url", "./skeleton");
        return input;
    }

    private static JsonObject Values() => JsonNode.Parse("""{"name": "orders", "no": false, "tags": ["a"]}""")!.AsObject();

    private static string Text(RenderedFile file) => Encoding.UTF8.GetString(file.Content.Span);
}

using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Templating;
using Platform.TestKit.Templating;

namespace Platform.Core.Tests.Scaffolding.Templating;

/// <summary>Hostile templates end in an error, soon, and never take the process along.</summary>
public sealed class RenderLimitsTests
{
    public static TheoryData<int> Attacks => [.. Enumerable.Range(0, TemplateAttacks.All.Count)];

    [Theory]
    [MemberData(nameof(Attacks))]
    public void An_attack_ends_in_an_error(int index)
    {
        var (attack, template) = TemplateAttacks.All[index];

        var error = Assert.Throws<TemplatingException>(() => Render(template));

        Assert.True(error.Code is "template-limit", $"{attack}: {error.Code} {error.Message}");
    }

    [Theory]
    [InlineData("${{ range.constructor('return 6*7')() }}")]
    [InlineData("${{ values.constructor }}")]
    [InlineData("${{ ''['__proto__'] }}")]
    [InlineData("${{ values.name.repeat(99) }}")]
    [InlineData("${{ values.GetType() }}")]
    [InlineData("${{ range }}")]
    [InlineData("${{ {a: range} | dump }}")]
    public void What_is_behind_a_value_stays_out_of_reach(string template) =>
        Assert.Throws<TemplatingException>(() => Render(template));

    [Fact]
    public void A_rendering_can_be_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.Throws<OperationCanceledException>(() => CompiledTemplate.Parse(
            "{% for i in range(9) %}{% endfor %}",
            TemplateSyntax.Backstage)
            .Render([], RenderLimits.Default, RenderMode.Strict, cancelled.Token));
    }

    [Theory]
    [InlineData("{%")]
    [InlineData("{{% raw %}")]
    [InlineData("  {# x #}")]
    [InlineData("${{ 1 }} ")]
    [InlineData("{% raw %}{% endraw %}")]
    [InlineData("{% raw %}{%")]
    public void Many_small_tags_take_linear_time(string tag)
    {
        var template = string.Concat(Enumerable.Repeat(tag, 1_000_000 / tag.Length));
        // Quadratic work on a million characters would outlast this by far.
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));

        try
        {
            Render(template, patience.Token);
        }
        catch (TemplatingException)
        {
            // Whether it is a template is not the question here.
        }

        Assert.False(patience.IsCancellationRequested);
    }

    private static string Render(string template, CancellationToken? patience = null) => CompiledTemplate
        .Parse(template, new TemplateSyntax { TrimBlocks = true, LstripBlocks = true })
        .Render(
            JsonNode.Parse("""{"values": {"name": "x", "a": {}}}""")!.AsObject(),
            RenderLimits.Default,
            RenderMode.Strict,
            patience ?? TestContext.Current.CancellationToken);
}

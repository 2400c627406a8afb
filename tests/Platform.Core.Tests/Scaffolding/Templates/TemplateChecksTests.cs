using Platform.Core.Catalog.Sources;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Templates;
using Platform.Core.Tests.Catalog.Sources;
using Platform.TestKit.Scaffolding;

namespace Platform.Core.Tests.Scaffolding.Templates;

/// <summary>A template meets the actions when the catalog takes it in.</summary>
public sealed class TemplateChecksTests
{
    private readonly SourceBench _bench = new();

    public TemplateChecksTests() => _bench.Catalog.Checks = new TemplateChecks(
        () => new TemplateActions(new ActionRegistry([new ScriptedAction { Id = "make:tea", Version = 2 }])));

    [Fact]
    public async Task A_template_whose_pinned_version_is_gone_is_refused_with_file_line_column_and_what_there_is()
    {
        await ReadAsync("make:tea@1");

        Assert.Empty(_bench.Names());
        var problem = Assert.Single((await _bench.Catalog.Reports.FindAsync("url:a", SourceBench.Cancel)).Problems);
        Assert.Equal(ActionRegistry.VersionUnknown, problem.Code);
        Assert.Equal("spec.steps[0].action", problem.Field);
        Assert.Equal((9, 15), (problem.Place!.Line, problem.Place.Column));
        Assert.Equal("one of make:tea@2, or make:tea for the newest", problem.Expected);
    }

    [Fact]
    public async Task A_template_that_pins_an_action_nobody_has_is_refused()
    {
        await ReadAsync("make:coffee@1");

        Assert.Empty(_bench.Names());
    }

    [Fact]
    public async Task A_template_that_names_an_unknown_action_is_shown_with_its_problem()
    {
        await ReadAsync("make:coffee");

        Assert.Equal(["tea"], _bench.Names());
        var problem = Assert.Single((await _bench.Catalog.Reports.FindAsync("url:a", SourceBench.Cancel)).Problems);
        Assert.Equal(ActionRegistry.Unknown, problem.Code);
    }

    [Theory]
    [InlineData("make:tea")]
    [InlineData("make:tea@2")]
    public async Task A_template_whose_actions_are_there_is_taken_in(string action)
    {
        await ReadAsync(action);

        Assert.Equal(["tea"], _bench.Names());
        Assert.Empty((await _bench.Catalog.Reports.FindAsync("url:a", SourceBench.Cancel)).Problems);
    }

    [Fact]
    public async Task A_template_that_breaks_its_lock_later_keeps_what_the_catalog_had_of_it()
    {
        await ReadAsync("make:tea@2");

        await ReadAsync("make:tea@3", minute: 1);

        Assert.Equal(["tea"], _bench.Names());
    }

    private Task<IngestReport> ReadAsync(string action, int minute = 0) => _bench.ReadTextAsync("a", minute, $"""
        apiVersion: scaffolder.backstage.io/v1beta3
        kind: Template
        metadata:
          name: tea
        spec:
          type: service
          steps:
            - id: one
              action: {action}
        """);
}

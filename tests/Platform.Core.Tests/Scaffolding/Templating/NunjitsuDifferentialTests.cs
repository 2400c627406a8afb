using System.Text.Json;
using Platform.TestKit.Templating;

namespace Platform.Core.Tests.Scaffolding.Templating;

/// <summary>
/// Our engine against those of Backstage: npm nunjitsu 0.6.2, whose answers are ours, and nunjucks 3.2.4, which it came from. All
/// cases go through one Node process.
/// </summary>
public sealed class NunjitsuDifferentialTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Templates_render_as_nunjitsu_renders_them_and_differ_from_nunjucks_where_it_does()
    {
        var cases = EngineCases.All().Distinct().ToList();
        var answers = await NodeEngines.RenderAsync(cases, both: true, TestContext.Current.CancellationToken);

        var rows = cases.Zip(answers, (item, theirs) => (item, theirs, ours: item.Render())).ToList();
        var differences = rows
            .Where(row => row.theirs.Nunjitsu.Output != row.ours.Output && !DeliberateDifferences.Covers(row.item.Template))
            .Select(row => $"{row.item}\n  {Shown(row.theirs.Nunjitsu)}\n  {Shown(row.ours)}").ToList();
        var fromNunjucks = rows
            .Where(row => row.theirs.Nunjucks!.Output != row.ours.Output && !NunjucksDifferences.Excepts(row.item))
            .Select(row => (row.item, row.theirs, row.ours, reasons: NunjucksDifferences.Covering(row.item, row.theirs)))
            .ToList();
        foreach (var reason in NunjucksDifferences.Table)
        {
            output.WriteLine($"{fromNunjucks.Count(row => row.reasons.Contains(reason)),5}  {reason}");
        }

        var differing = rows
            .Where(row => row.theirs.Nunjitsu.Output != row.ours.Output).Select(row => row.item.Template).ToList();
        Assert.All(DeliberateDifferences.Table, row =>
            Assert.Contains(differing, template => template.Contains(row.Part, StringComparison.Ordinal)));
        Assert.True(cases.Count >= 5000, $"There are {cases.Count} cases.");
        Assert.True(
            differences.Count == 0, $"{differences.Count} of {cases.Count} differ:\n{string.Join('\n', differences.Take(100))}");
        var unexplained = fromNunjucks.Where(row => row.reasons.Count == 0).ToList();
        Assert.True(unexplained.Count == 0, string.Join('\n', unexplained.Take(60).Select(row =>
            $"{row.item}\n  nunjucks {Shown(row.theirs.Nunjucks!)}\n  ours     {Shown(row.ours)}")));
        // Each is needed: there is a difference that no other row explains.
        Assert.All(NunjucksDifferences.Table, reason =>
            Assert.Contains(fromNunjucks, row => row.reasons is [var only] && only == reason));
    }

    /// <summary>A small part of what the benchmark program does with <c>render --fuzz</c>.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2026)]
    public async Task Random_templates_render_as_nunjitsu_renders_them(int seed)
    {
        var cases = new TemplateFuzz(seed).Take(1500).ToList();
        var answers = await NodeEngines.RenderAsync(
            cases, both: false, TestContext.Current.CancellationToken, TemplateFuzz.MostSteps);

        var differences = cases
            .Zip(answers, (item, theirs) => (item, theirs.Nunjitsu, ours: item.Render(TemplateFuzz.Limits)))
            .Where(row =>
                row.Nunjitsu.Output != row.ours.Output && !FuzzDifferences.Covers(row.item.Template, row.Nunjitsu, row.ours))
            .Select(row => $"{row.item}\n  {Shown(row.Nunjitsu)}\n  {Shown(row.ours)}").ToList();

        Assert.True(differences.Count == 0, $"{differences.Count} differ:\n{string.Join('\n', differences.Take(50))}");
    }

    private static string Shown(EngineAnswer answer) => JsonSerializer.Serialize(answer.Output ?? $"refused: {answer.Error}");
}

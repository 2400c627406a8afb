using System.Text.Json.Nodes;
using Platform.Adapters.Yaml;
using Platform.Core.Drift.Content;
using Platform.Core.Drift.Evaluation;
using Platform.Core.Drift.GoldenPaths;
using Platform.Core.Drift.Rules;
using Platform.TestKit.Services;

namespace Platform.Core.Tests.Drift;

public sealed class LabelledSetTests(ITestOutputHelper output)
{
    private const int Repositories = 1000;
    private const int RealDescriptors = 300;

    [Fact]
    public void Of_a_thousand_repositories_exactly_what_was_seeded_is_found()
    {
        var random = new Random(20260601);
        var set = Enumerable.Range(0, Repositories).Select(number => Generate(number, random)).ToList();
        var world = new ShapeWorld([.. set.Select(one => one.Shape)]);
        var table = DriftRules.All.ToDictionary(rule => rule.Description.Id, _ => (Seeded: 0, Found: 0, Wrong: 0, Missed: 0));
        var mistakes = new List<string>();
        foreach (var (shape, labels) in set)
        {
            var failed = ShapeWorld.Judge(shape, world).Where(one => one.Outcome == RuleOutcome.Failed).ToList();
            foreach (var rule in table.Keys)
            {
                var (isFound, isSeeded) = (failed.Exists(one => one.Rule == rule), labels.Contains(rule));
                var row = table[rule];
                table[rule] = (row.Seeded + (isSeeded ? 1 : 0), row.Found + (isFound ? 1 : 0),
                    row.Wrong + (isFound && !isSeeded ? 1 : 0), row.Missed + (isSeeded && !isFound ? 1 : 0));
                if (isFound != isSeeded)
                {
                    mistakes.Add($"{shape.Name}: {rule} {(isFound ? "wrong" : "missed")} [{string.Join(", ", labels)}] "
                        + failed.Find(one => one.Rule == rule)?.Evidence[0].Message);
                }
            }
        }

        output.WriteLine($"{"rule",-34} seeded found wrong missed");
        foreach (var (rule, row) in table)
        {
            output.WriteLine($"{rule,-34} {row.Seeded,6} {row.Found,5} {row.Wrong,5} {row.Missed,6}");
        }

        Assert.True(mistakes.Count == 0, string.Join('\n', mistakes.Take(20)));
        Assert.All(table.Values, row => Assert.True(row.Seeded > 0));
    }

    [Fact]
    public void Of_real_descriptors_exactly_those_are_found_that_backstage_refuses()
    {
        Assert.SkipWhen(RepositoryRoot.Shared is null, "The collection of real descriptors is not beside this repository.");
        var data = Path.Combine(RepositoryRoot.Shared, "data");
        var mistakes = new List<string>();
        var (read, refused) = (0, 0);
        var contents = new ContentReading(new YamlDocumentReader());
        foreach (var line in File.ReadLines(Path.Combine(data, "verdicts.jsonl")).Select(line =>
            JsonNode.Parse(line)!.AsObject()))
        {
            var file = Path.Combine(data, line["file"]!.ToString());
            if (read == RealDescriptors || line["docs"] is not JsonArray docs || !File.Exists(file)
                || !line["file"]!.ToString().StartsWith("catalog/", StringComparison.Ordinal))
            {
                continue;
            }

            var text = File.ReadAllText(file);
            var content = contents.Read(
                "head", [new("catalog-info.yaml", "sha", text.Length)],
                new Dictionary<string, string> { ["catalog-info.yaml"] = text }, complete: true, GoldenPath.Default);
            if (content.Descriptors.Count == 0)
            {
                continue;
            }

            read++;
            var isWrong = docs.Any(IsWrong);
            refused += isWrong ? 1 : 0;
            var shape = Shapes.Service();
            var world = new ShapeWorld([shape]);
            var facts = ShapeWorld.FactsOf(shape);
            facts = facts with { Content = facts.Content! with { Value = content } };
            var outcome = new DriftEvaluation().Evaluate(DriftInput.Of(facts, world), world, GoldenPath.Default, ServiceShape.Now)
                .Single(one => one.Rule == "descriptor-invalid");
            if (isWrong != (outcome.Outcome == RuleOutcome.Failed))
            {
                mistakes.Add($"{line["file"]}: {outcome.Outcome} {string.Join(" ", outcome.Evidence)}");
            }
        }

        output.WriteLine($"{read} real descriptors, {refused} refused by Backstage, {mistakes.Count} judged otherwise.");
        Assert.Equal(RealDescriptors, read);
        Assert.True(mistakes.Count == 0, string.Join('\n', mistakes));
    }

    private static bool IsWrong(JsonNode? document) => document?["yamlError"] is not null
        || (document?["empty"] is null && document?["valid"]?.GetValue<bool>() != true)
        || document?["refErrors"] is JsonArray { Count: > 0 };

    private static (ServiceShape Shape, HashSet<string> Labels) Generate(int number, Random random)
    {
        var stack = Shapes.Stacks[random.Next(Shapes.Stacks.Length)];
        var shape = random.Next(5) switch
        {
            0 => Shapes.Library(number, stack),
            1 => Shapes.Service(number, stack, isPlain: false),
            _ => Shapes.Service(number, stack),
        };
        var labels = new HashSet<string>();
        var areas = new HashSet<string>();
        var chosen = new List<DriftMutation>();
        for (var i = random.Next(6); i > 0; i--)
        {
            var mutation = DriftMutations.All[random.Next(DriftMutations.All.Count)];
            if (areas.Contains("all") || (mutation.IsAlone && areas.Count > 0) || (mutation.NeedsService && !shape.IsService)
                || mutation.Area.Split(',').Any(areas.Contains))
            {
                continue;
            }

            areas.UnionWith(mutation.Area.Split(','));
            chosen.Add(mutation);
        }

        // The descriptor is broken last: the others write it anew.
        foreach (var mutation in chosen.OrderBy(one => one.Area == "descriptor"))
        {
            shape = mutation.Seed(shape);
            labels.Add(mutation.Rule);
        }

        // Whatever stands in these is nobody's drift.
        if (labels.Count == 0 && random.Next(4) == 0)
        {
            var seeded = DriftMutations.All.Single(one => one.Rule == "secret-plain").Seed(shape);
            shape = seeded with { Fork = number % 2 == 0, IsTemplate = number % 2 == 1 };
        }

        return (shape, labels);
    }
}

using System.Globalization;
using Platform.Core.Metrics.Surveys;

namespace Platform.Core.Tests.Metrics.Surveys;

/// <summary>
/// Somebody who knows who is in which group asks for everything, in two rounds, and solves what was told as a system of linear
/// equations: no sum over people of fewer answers than the floor may follow from it.
/// </summary>
public sealed class DisclosureAttackTests
{
    private const int Worlds = 400;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_group_below_the_floor_follows_from_all_that_can_be_asked()
    {
        var told = 0;
        for (var seed = 0; seed < Worlds; seed++)
        {
            told += await AttackAsync(new Random(seed), $"world {seed}");
        }

        // An attack on silence would prove nothing.
        Assert.True(told > Worlds * 3, $"{told} groups were told of");
    }

    [Fact]
    public void The_same_attack_finds_a_small_team_where_only_small_groups_are_left_out()
    {
        var equations = new LinearSystem();
        foreach (var told in new[] { new[] { 0, 1, 2, 3 }, [0, 1], [0], [2] })
        {
            equations.Add(told.ToDictionary(cell => cell, _ => 1L));
        }

        Assert.True(equations.Implies(new Dictionary<int, long> { [3] = 1 }));
        Assert.True(equations.Implies(new Dictionary<int, long> { [1] = 2, [3] = -1 }));
        Assert.False(new LinearSystem().Implies(new Dictionary<int, long> { [3] = 1 }));
    }

    private static async Task<int> AttackAsync(Random random, string name)
    {
        var (world, floor) = (new SurveyWorld(), random.Next(3, 6));
        var people = Populate(world, random);
        var equations = new LinearSystem();
        var (answered, told) = (new List<int[]>(), 0);
        for (var round = 0; round < 2; round++)
        {
            await world.OpenAsync(SurveyWorld.Definition(floor: floor));
            var counts = new int[people.Cells.Count];
            for (var person = 0; person < people.CellOf.Count; person++)
            {
                if (random.Next(4) > 0)
                {
                    counts[people.CellOf[person]]++;
                    await world.AnswerAsync(person, ("satisfied", $"{random.Next(1, 6)}"));
                }
            }

            answered.Add(counts);
            await world.CloseAsync();
            told += await LearnAsync(world, people.Cells, answered, equations);
        }

        for (var round = 0; round < 2; round++)
        {
            var open = Enumerable.Range(0, people.Cells.Count).Where(cell => answered[round][cell] > 0).ToList();
            foreach (var few in SubsetsOf(open).Where(cells => cells.Sum(cell => answered[round][cell]) < floor))
            {
                var offset = round * people.Cells.Count;
                Assert.False(
                    equations.Implies(few.ToDictionary(cell => cell + offset, _ => 1L)),
                    $"{name}: cells {string.Join(',', few)} of round {round} can be computed");
            }
        }

        return told;
    }

    // Everything that the routes tell, through the table that is exported.
    private static async Task<int> LearnAsync(
        SurveyWorld world, IReadOnlyList<SurveyCell> cells, List<int[]> answered, LinearSystem equations)
    {
        var (now, offset) = (answered.Count - 1, (answered.Count - 1) * cells.Count);
        var learned = 0;
        List<SurveyGroup> asked = [.. SurveyGroup.Of(cells), new("group:default/none", null)];
        foreach (var filter in asked)
        {
            var answer = await world.Reading.AnswerAsync(new("pulse", null, filter.Team, filter.System, "satisfied"), Cancel);
            foreach (var row in SurveyCsv.Write(answer.Value!).Split("\r\n").Skip(1).Select(line => line.Split(','))
                .Where(row => row.Length == 8 && row[2] == "satisfied" && row[6].Length > 0))
            {
                var group = new SurveyGroup(
                    row[3] is { Length: > 0 } team ? team : null, row[4] is { Length: > 0 } system ? system : null);
                var members = Enumerable.Range(0, cells.Count).Where(cell => group.Holds(cells[cell])).ToList();
                var here = members.Where(cell => answered[now][cell] > 0).ToList();
                if (row[5] == "percentFavourable")
                {
                    learned++;
                    equations.Add(here.ToDictionary(cell => cell + offset, _ => 1L));
                }
                else if (row[5] == "change")
                {
                    var before = members.Where(cell => answered[now - 1][cell] > 0).ToList();
                    var (mine, theirs) = (before.Sum(cell => answered[now - 1][cell]), here.Sum(cell => answered[now][cell]));
                    equations.Add(here.Select(cell => (cell + offset, (long)mine))
                        .Concat(before.Select(cell => (cell + offset - cells.Count, (long)-theirs)))
                        .ToDictionary(term => term.Item1, term => term.Item2));
                }
                else if (row[5] == "answers")
                {
                    var count = int.Parse(row[6], CultureInfo.InvariantCulture);
                    Assert.Equal(here.Sum(cell => answered[now][cell]), count);
                }
            }
        }

        return learned;
    }

    private static (IReadOnlyList<SurveyCell> Cells, List<int> CellOf) Populate(SurveyWorld world, Random random)
    {
        var (cells, cellOf) = (new List<SurveyCell>(), new List<int>());
        var teams = random.Next(2, 7);
        for (var team = 0; team < teams; team++)
        {
            string[] chain = [$"group:default/t{team}", .. random.Next(3) > 0 ? new[] { $"group:default/d{team % 2}" } : []];
            string[] systems =
                [.. Enumerable.Range(0, 3).Where(_ => random.Next(3) == 0).Select(place => $"system:default/s{place}")];
            var people = random.Next(1, 10);
            cells.Add(new(chain, systems, people));
            cellOf.AddRange(Enumerable.Repeat(team, people));
            world.With(chain, systems, people);
        }

        return (cells, cellOf);
    }

    private static IEnumerable<List<int>> SubsetsOf(List<int> cells)
    {
        for (var mask = 1; mask < 1 << cells.Count; mask++)
        {
            yield return [.. cells.Where((_, place) => (mask >> place & 1) == 1)];
        }
    }
}

namespace Platform.Core.Metrics.Surveys;

/// <summary>Whom figures are of: those with both labels; a label that is null leaves out nobody.</summary>
/// <param name="Team">A group of the catalog, in canonical form.</param>
/// <param name="System">In canonical form.</param>
public sealed record SurveyGroup(string? Team, string? System)
{
    public static readonly SurveyGroup Everybody = new(null, null);

    public bool Holds(SurveyCell cell) =>
        (Team is null || cell.Teams.Contains(Team)) && (System is null || cell.Systems.Contains(System));

    /// <summary>Everybody, then teams, systems and what they have in common, as far as anybody is in it.</summary>
    public static IReadOnlyList<SurveyGroup> Of(IReadOnlyList<SurveyCell> cells) =>
    [
        .. cells.SelectMany(cell => cell.Teams.Append(null).SelectMany(
                team => cell.Systems.Append(null).Select(system => new SurveyGroup(team, system))))
            .Append(Everybody).Distinct()
            .OrderBy(group => (group.Team is null ? 0 : 1) + (group.System is null ? 0 : 2))
            .ThenBy(group => group.Team, StringComparer.Ordinal).ThenBy(group => group.System, StringComparer.Ordinal),
    ];
}

/// <summary>
/// Decides of which groups figures may be told, all of them together. Whatever is told of groups, the parts into which they
/// divide the people are all that can be computed from it: differences of totals, of filters, of nested and overlapping groups.
/// So a group is told of only if none of these parts has fewer answers than the floor. When one of a group's parts is too small,
/// it is hidden, and with it the smallest other, so that the total gives neither away.
/// </summary>
public static class Disclosure
{
    /// <param name="answers">How many each cell gave.</param>
    public static IReadOnlySet<SurveyGroup> Of(IReadOnlyList<SurveyCell> cells, IReadOnlyList<int> answers, int floor)
    {
        var told = new HashSet<SurveyGroup>();
        var answered = Enumerable.Range(0, cells.Count).Where(cell => answers[cell] > 0).ToList();
        if (answered.Sum(cell => answers[cell]) < floor)
        {
            return told;
        }

        var parts = new List<List<int>> { answered };
        foreach (var group in InOrder(cells, answers))
        {
            var divided = parts.SelectMany(part => Divide(part, cell => group.Holds(cells[cell]))).ToList();
            if (answered.Exists(cell => group.Holds(cells[cell]))
                && divided.TrueForAll(part => part.Sum(cell => answers[cell]) >= floor))
            {
                parts = divided;
                told.Add(group);
            }
        }

        return told;
    }

    // Everybody first; then teams, the larger ones first, so that it is the small ones that are hidden; then systems; then both.
    private static IEnumerable<SurveyGroup> InOrder(IReadOnlyList<SurveyCell> cells, IReadOnlyList<int> answers)
    {
        var sizes = new Dictionary<SurveyGroup, int>();
        for (var cell = 0; cell < cells.Count; cell++)
        {
            foreach (var group in SurveyGroup.Of([cells[cell]]))
            {
                sizes[group] = sizes.GetValueOrDefault(group) + answers[cell];
            }
        }

        return SurveyGroup.Of(cells)
            .OrderBy(group => (group.Team is null ? 0 : 1) + (group.System is null ? 0 : 2))
            .ThenByDescending(group => sizes.GetValueOrDefault(group));
    }

    private static IEnumerable<List<int>> Divide(List<int> part, Func<int, bool> isIn)
    {
        var (inside, outside) = (part.FindAll(cell => isIn(cell)), part.FindAll(cell => !isIn(cell)));
        return new[] { inside, outside }.Where(each => each.Count > 0);
    }
}

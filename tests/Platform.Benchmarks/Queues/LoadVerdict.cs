namespace Platform.Benchmarks.Queues;

/// <summary>What became of the messages, against what should have.</summary>
internal sealed record LoadVerdict(
    int Lost, int WronglyPoison, int MissingPoison, int LeftBehind, int Duplicates, int MostAttempts, int Returned,
    IReadOnlyList<string> Violations)
{
    public static LoadVerdict Of(
        IReadOnlyList<LoadMessage> messages,
        ILookup<string, string> effects,
        IReadOnlyList<(string Id, bool GivenUp)> poison)
    {
        var healthy = messages.Where(message => message.Kind != LoadKind.AlwaysFails).Select(message => message.Id).ToHashSet();
        var failing = messages.Select(message => message.Id).Except(healthy).ToHashSet();
        var givenUp = poison.Where(record => record.GivenUp).Select(record => record.Id).ToHashSet();

        var lost = healthy.Where(id => !effects[$"handled/{id}"].Any()).ToList();
        var wrong = givenUp.Except(failing).ToList();
        var missing = failing.Except(givenUp).ToList();
        var left = poison.Where(record => !record.GivenUp).Select(record => record.Id).ToList();
        return new(
            lost.Count,
            wrong.Count,
            missing.Count,
            left.Count,
            healthy.Sum(id => Math.Max(0, effects[$"handled/{id}"].Count() - 1)),
            healthy.Max(id => effects[$"attempt/{id}"].Count()),
            effects["returned"].Count(),
            [
                .. lost.Select(id => $"{id} was never handled"),
                .. wrong.Select(id => $"{id} was given up, but does not always fail"),
                .. missing.Select(id => $"{id} always fails, but was not given up"),
                .. left.Select(id => $"{id} has a failure record that nobody waits for"),
            ]);
    }
}

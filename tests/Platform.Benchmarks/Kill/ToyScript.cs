namespace Platform.Benchmarks.Kill;

/// <summary>Makes up what happens to a toy orchestration: some events, often a rest around one of them, and the close.</summary>
internal static class ToyScript
{
    private const int MaxEvents = 4;

    public static IReadOnlyList<ToyStep> Next(Random random)
    {
        var steps = Enumerable.Repeat(ToyStep.Raise, random.Next(MaxEvents + 1)).Append(ToyStep.Close).ToList();
        if (random.Next(3) > 0)
        {
            var rest = random.Next(steps.Count + 1);
            steps.Insert(rest, ToyStep.Suspend);
            steps.Insert(random.Next(rest + 1, steps.Count + 1), ToyStep.Resume);
        }

        return steps;
    }
}

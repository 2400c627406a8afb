namespace Platform.Benchmarks.Queues;

/// <summary>What becomes of a message's handling, whatever happens to its host.</summary>
internal enum LoadKind
{
    Passes,

    /// <summary>The host's first two attempts fail, later ones pass.</summary>
    Recovers,

    AlwaysFails,
}

/// <param name="WorkMilliseconds">How long its handling takes.</param>
internal sealed record LoadMessage(string Id, LoadKind Kind, int WorkMilliseconds)
{
    public const int FailuresBeforeRecovery = 2;

    private const int LongestWork = 20;

    /// <summary>At least one message of each kind that has a share.</summary>
    public static IReadOnlyList<LoadMessage> Make(int count, double failing, double recovering, Random random)
    {
        var kinds = Enumerable.Repeat(LoadKind.Passes, count).ToArray();
        Array.Fill(kinds, LoadKind.AlwaysFails, 0, (int)Math.Ceiling(count * failing));
        Array.Fill(kinds, LoadKind.Recovers, (int)Math.Ceiling(count * failing), (int)Math.Ceiling(count * recovering));
        random.Shuffle(kinds);
        return [.. kinds.Select((kind, index) => new LoadMessage($"m{index:D6}", kind, random.Next(LongestWork + 1)))];
    }
}

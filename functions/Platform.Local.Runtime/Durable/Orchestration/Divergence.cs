using Platform.Local.Runtime.Durable.History;

namespace Platform.Local.Runtime.Durable.Orchestration;

/// <summary>Finds where a replay did something else than the journal says, and explains it.</summary>
internal static class Divergence
{
    public const string ErrorType = "NonDeterministicOrchestration";
    public const string NotFoundType = "OrchestratorTaskNotFound";
    public const string ActivityNotFoundType = "ActivityTaskNotFound";

    public static Failure? Between(int turn, TurnOutcome recorded, TurnOutcome replayed)
    {
        for (var i = 0; i < Math.Max(recorded.Actions.Count, replayed.Actions.Count); i++)
        {
            var expected = i < recorded.Actions.Count ? recorded.Actions[i].Describe() : "nothing";
            var actual = i < replayed.Actions.Count ? replayed.Actions[i].Describe() : "nothing";
            if (!string.Equals(expected, actual, StringComparison.OrdinalIgnoreCase))
            {
                return Explain(turn, expected, actual);
            }
        }

        return recorded.DescribeEnd() == replayed.DescribeEnd()
            ? null
            : Explain(turn, $"to {recorded.DescribeEnd()}", replayed.DescribeEnd());
    }

    private static Failure Explain(int turn, string expected, string actual) => new(
        ErrorType,
        $"The orchestrator is not deterministic, or its code has changed since the instance started: in turn {turn} the "
        + $"history expects {expected}, but the replay did: {actual}. "
        + "Keep the former orchestrator under its name and give the changed one a new name, such as a _v2.",
        null,
        null);
}

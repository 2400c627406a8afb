using System.Text.Json.Nodes;
using Platform.Local.Forge.Actions.Expressions;

namespace Platform.Local.Forge.Actions.Running;

/// <summary>What jobs that need this one see of it.</summary>
/// <param name="Result"><c>success</c>, <c>failure</c>, <c>cancelled</c> or <c>skipped</c>.</param>
/// <param name="FailedAbove">It or something that it needs, directly or not, failed.</param>
internal sealed record JobOutcome(string Result, JsonObject Outputs, bool FailedAbove)
{
    public static JobOutcome Skipped(bool failedAbove) => new("skipped", [], failedAbove);

    /// <summary>All combinations of a matrix as one: the worst result, the outputs of the last.</summary>
    public static JobOutcome Of(IReadOnlyList<(string Result, JsonObject Outputs)> combinations)
    {
        var results = combinations.Select(combination => combination.Result).ToList();
        var worst = new[] { "failure", "cancelled", "success" }.FirstOrDefault(results.Contains) ?? "skipped";
        var outputs = new JsonObject(
            combinations
                .SelectMany(combination => combination.Outputs)
                .GroupBy(pair => pair.Key)
                .Select(group => KeyValuePair.Create(group.Key, group.Last().Value?.DeepClone())));
        return new JobOutcome(worst, outputs, worst == "failure");
    }

    /// <summary>Where a job stands that needs these.</summary>
    public static JobStatus? StatusAfter(IReadOnlyCollection<JobOutcome> needed) =>
        needed.Any(outcome => outcome.FailedAbove) ? JobStatus.Failure
        : needed.Any(outcome => outcome.Result == "cancelled") ? JobStatus.Cancelled
        : needed.Any(outcome => outcome.Result == "skipped") ? null
        : JobStatus.Success;
}

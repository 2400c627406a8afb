using System.Globalization;
using System.Text.Json.Nodes;

namespace Platform.Core.Scaffolding.Onboarding;

/// <summary>Says where a step's time went, as far as its outputs tell.</summary>
internal static class StepSentence
{
    /// <summary>Argo CD asks each repository once in its interval; below this it pays more than people gain.</summary>
    private static readonly TimeSpan ShortestSensible = TimeSpan.FromSeconds(30);

    public static string Of(StepSpan span)
    {
        var took = DurationText.Of(span.End - span.Start);
        return span.Action switch
        {
            "verify:first-ci-run" => Ci(span.Output, took),
            "catalog:register" => $"waited {took} for the catalog to show the service",
            "approval:wait" => $"waited {took} for an approval",
            "argocd:wait-sync" => ArgoCd(span, took),
            "debug:wait" => $"waited {took} because the template says so",
            "publish:github" => $"publishing to GitHub took {took}",
            _ => $"step '{span.Name}' ({span.Action}) took {took}",
        };
    }

    private static string Ci(JsonObject? output, string took) =>
        Seconds(output, "queuedSeconds") is { } queued && Seconds(output, "runSeconds") is { } ran
            ? queued > ran && queued.TotalSeconds >= 10
                ? $"CI waited {DurationText.Of(queued)} for a runner and ran {DurationText.Of(ran)}; "
                    + "more runners would spare that"
                : $"CI ran {DurationText.Of(ran)} after {DurationText.Of(queued)} in the queue"
            : $"waited {took} for the first CI run";

    private static string ArgoCd(StepSpan span, string took)
    {
        if (Seconds(span.Output, "intervalSeconds") is not { } interval)
        {
            return $"waited {took} for Argo CD to sync; its interval is unknown";
        }

        // Shorter polling helps only who waited for a poll.
        return interval > ShortestSensible && span.End - span.Start > ShortestSensible / 2
            ? $"waited {took} for Argo CD to sync; interval is {DurationText.Of(interval)}; "
                + $"set it to {DurationText.Of(ShortestSensible)}"
            : $"waited {took} for Argo CD to sync; interval is {DurationText.Of(interval)}";
    }

    private static TimeSpan? Seconds(JsonObject? output, string name) =>
        output?[name] is JsonValue value
            && double.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;
}

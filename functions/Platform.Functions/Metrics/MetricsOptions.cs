using Microsoft.Extensions.Options;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Senders.GitHub;
using Platform.Functions.Hosting;

namespace Platform.Functions.Metrics;

internal sealed class MetricsOptions
{
    /// <value>
    /// What about the figures reasonable people decide differently, as JSON: the same object as the options file of
    /// <c>metrics replay</c>. Empty: what we recommend. After a change everything is counted again.
    /// </value>
    public string? MetricsDoraOptions { get; set; }

    /// <value>For how many days the bodies of deliveries are kept as they came; what they tell is kept.</value>
    public int MetricsRawRetentionDays { get; set; } = 30;

    /// <value>Labels of GitHub issues that are tickets for the platform team, with commas between them.</value>
    public string MetricsTicketLabels { get; set; } = "platform-ticket";

    /// <value>Labels of GitHub issues that are incidents, with commas between them.</value>
    public string MetricsIncidentLabels { get; set; } = "incident";

    /// <value>When GitHub is asked for webhooks that did not arrive, as NCRONTAB.</value>
    public string MetricsReconcileSchedule { get; set; } = string.Empty;

    public GitHubLabels Labels() => new(Split(MetricsTicketLabels), Split(MetricsIncidentLabels));

    public DoraOptions Dora() => Parse() is { IsOk: true } parsed ? parsed.Value : DoraOptions.Default;

    internal Core.Primitives.Result<DoraOptions> Parse() => string.IsNullOrWhiteSpace(MetricsDoraOptions)
        ? DoraOptions.Default
        : DoraOptionsFile.Parse(nameof(MetricsDoraOptions), MetricsDoraOptions);

    private static string[] Split(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

internal sealed class MetricsOptionsValidation : IValidateOptions<MetricsOptions>
{
    public ValidateOptionsResult Validate(string? name, MetricsOptions options)
    {
        var failures = options.Parse() is { IsOk: false } parsed
            ? parsed.Problems.Select(problem => $"{nameof(MetricsOptions.MetricsDoraOptions)}: {problem}").ToList()
            : [];
        if (string.IsNullOrWhiteSpace(options.MetricsReconcileSchedule))
        {
            failures.Add(TimerSettings.Missing(nameof(MetricsOptions.MetricsReconcileSchedule), "0 */5 * * * *"));
        }

        if (options.MetricsRawRetentionDays is < 1 or > 3650)
        {
            failures.Add($"{nameof(MetricsOptions.MetricsRawRetentionDays)} must be from 1 to 3650.");
        }

        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }
}

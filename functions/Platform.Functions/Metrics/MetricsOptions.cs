using Microsoft.Extensions.Options;
using Platform.Core.Metrics.Dora;

namespace Platform.Functions.Metrics;

internal sealed class MetricsOptions
{
    /// <value>
    /// What about the figures reasonable people decide differently, as JSON: the same object as the options file of
    /// <c>metrics replay</c>. Empty: what we recommend. After a change everything is counted again.
    /// </value>
    public string? MetricsDoraOptions { get; set; }

    public DoraOptions Dora() => Parse() is { IsOk: true } parsed ? parsed.Value : DoraOptions.Default;

    internal Core.Primitives.Result<DoraOptions> Parse() => string.IsNullOrWhiteSpace(MetricsDoraOptions)
        ? DoraOptions.Default
        : DoraOptionsFile.Parse(nameof(MetricsDoraOptions), MetricsDoraOptions);
}

internal sealed class MetricsOptionsValidation : IValidateOptions<MetricsOptions>
{
    public ValidateOptionsResult Validate(string? name, MetricsOptions options) => options.Parse() is { IsOk: false } parsed
        ? ValidateOptionsResult.Fail(parsed.Problems.Select(problem => $"{nameof(MetricsOptions.MetricsDoraOptions)}: {problem}"))
        : ValidateOptionsResult.Success;
}

using Microsoft.Extensions.Options;
using Platform.Core.Metrics.Kpis;
using Platform.Core.Primitives;

namespace Platform.Functions.Metrics.Kpis;

internal sealed class PlatformFiguresOptions
{
    /// <value>
    /// Goals of the platform's figures and thresholds of its alerts, as JSON: the options that docs/platform-kpis.md lists.
    /// Empty: what we recommend.
    /// </value>
    public string? MetricsPlatformOptions { get; set; }

    public PlatformOptions Platform() => Parse() is { IsOk: true } parsed ? parsed.Value : PlatformOptions.Default;

    internal Result<PlatformOptions> Parse() => string.IsNullOrWhiteSpace(MetricsPlatformOptions)
        ? PlatformOptions.Default
        : PlatformOptionsFile.Parse(nameof(MetricsPlatformOptions), MetricsPlatformOptions);
}

internal sealed class PlatformFiguresValidation : IValidateOptions<PlatformFiguresOptions>
{
    public ValidateOptionsResult Validate(string? name, PlatformFiguresOptions options) =>
        options.Parse() is { IsOk: false } parsed
            ? ValidateOptionsResult.Fail(parsed.Problems.Select(
                problem => $"{nameof(PlatformFiguresOptions.MetricsPlatformOptions)}: {problem}"))
            : ValidateOptionsResult.Success;
}

using Microsoft.Extensions.Options;
using Platform.Core.Drift.Reports;
using Platform.Functions.Hosting;

namespace Platform.Functions.Drift.Reports;

public sealed class ReportOptions
{
    /// <value>When reports are made, as an NCRONTAB expression of six fields, in UTC; <c>reports.schedule</c> of
    /// golden-path.yaml goes before it.</value>
    public string? DriftReportSchedule { get; set; }
}

public sealed class ReportOptionsValidation : IValidateOptions<ReportOptions>
{
    private const string Usual = "0 0 7 * * MON";

    public ValidateOptionsResult Validate(string? name, ReportOptions options)
    {
        const string Setting = nameof(options.DriftReportSchedule);
        return string.IsNullOrWhiteSpace(options.DriftReportSchedule)
            ? ValidateOptionsResult.Fail(TimerSettings.Missing(Setting, Usual))
            : ReportSchedule.TryParse(options.DriftReportSchedule, out _)
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail($"{Setting} is not valid; expected {ReportSchedule.Requirements}.");
    }
}

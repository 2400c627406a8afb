using Microsoft.Extensions.Options;
using Platform.Functions.Hosting;

namespace Platform.Functions.Catalog.People;

internal sealed class PeopleSweepOptions
{
    /// <value>When all directories are looked through, as an NCRONTAB expression of six fields, in UTC.</value>
    public string? PeopleSweepSchedule { get; set; }
}

internal sealed class PeopleSweepOptionsValidation : IValidateOptions<PeopleSweepOptions>
{
    public ValidateOptionsResult Validate(string? name, PeopleSweepOptions options) =>
        string.IsNullOrWhiteSpace(options.PeopleSweepSchedule)
            ? ValidateOptionsResult.Fail(TimerSettings.Missing(nameof(options.PeopleSweepSchedule), "0 23 * * * *"))
            : ValidateOptionsResult.Success;
}

using Microsoft.Extensions.Options;

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
            ? ValidateOptionsResult.Fail(
                $"{nameof(options.PeopleSweepSchedule)} is missing; expected six fields, like 0 23 * * * *.")
            : ValidateOptionsResult.Success;
}

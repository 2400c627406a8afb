using Microsoft.Extensions.Options;
using Platform.Functions.Hosting;

namespace Platform.Functions.Drift.Sweeps;

/// <summary>Organisations are those of <see cref="Catalog.Discovery.DiscoveryOptions.CatalogOrganizations"/>.</summary>
public sealed class DriftSweepOptions
{
    /// <value>When everything is compared, as an NCRONTAB expression of six fields, in UTC.</value>
    public string? DriftSweepSchedule { get; set; }

    /// <value>When what no listing shows (protection, CI, commits) is looked at, the longest unseen first.</value>
    public string? DriftSlowSchedule { get; set; }

    /// <value>How many of GitHub's calls each of those may take of an organisation.</value>
    public int DriftSlowCalls { get; set; } = 1500;
}

public sealed class DriftSweepOptionsValidation : IValidateOptions<DriftSweepOptions>
{
    public ValidateOptionsResult Validate(string? name, DriftSweepOptions options)
    {
        var failures = new List<string>();
        if (string.IsNullOrWhiteSpace(options.DriftSweepSchedule))
        {
            failures.Add(TimerSettings.Missing(nameof(options.DriftSweepSchedule), "0 7 2 * * *"));
        }

        if (string.IsNullOrWhiteSpace(options.DriftSlowSchedule))
        {
            failures.Add(TimerSettings.Missing(nameof(options.DriftSlowSchedule), "0 37 * * * *"));
        }

        if (options.DriftSlowCalls is < 1 or > 100_000)
        {
            failures.Add($"{nameof(options.DriftSlowCalls)} is not valid; expected 1 to 100000.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}

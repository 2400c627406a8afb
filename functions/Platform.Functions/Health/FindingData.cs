using Microsoft.Extensions.Diagnostics.HealthChecks;
using Platform.Core.Health;

namespace Platform.Functions.Health;

/// <summary>Carries a finding through the health check library, which knows a status and a description only.</summary>
internal static class FindingData
{
    private const string Key = "finding";

    public static IReadOnlyDictionary<string, object> Of(Finding finding) => new Dictionary<string, object> { [Key] = finding };

    public static Finding From(HealthReportEntry entry) => entry.Data.TryGetValue(Key, out var value) && value is Finding finding
        ? finding
        : Finding.Failed("This could not be looked at.", "The log has the exception.");
}

namespace Platform.Functions.Drift.Reports;

/// <summary>Names of functions: contracts, never changed.</summary>
internal static class ReportNames
{
    public const string List = "DriftReportsList";
    public const string Get = "DriftReportsGet";
    public const string Make = "DriftReportsMake";
    public const string Preview = "DriftReportsPreview";
    public const string Timer = "DriftReportTimer";
}

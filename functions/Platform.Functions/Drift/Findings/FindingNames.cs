namespace Platform.Functions.Drift.Findings;

/// <summary>Names of functions: contracts, never changed.</summary>
internal static class FindingNames
{
    public const string List = "DriftFindingsList";
    public const string Get = "DriftFindingsGet";
    public const string OwnerReports = "DriftOwnerReportsList";
    public const string ReportOwner = "DriftOwnerReportsAdd";
    public const string CloseOwnerReport = "DriftOwnerReportsClose";
    public const string Scorecards = "DriftScorecardsList";
    public const string Scorecard = "DriftScorecardsGet";
    public const string Entity = "DriftEntitiesGet";
    public const string Exemptions = "DriftExemptionsList";
    public const string RequestExemption = "DriftExemptionsRequest";
    public const string ApproveExemption = "DriftExemptionsApprove";
    public const string RevokeExemption = "DriftExemptionsRevoke";
}

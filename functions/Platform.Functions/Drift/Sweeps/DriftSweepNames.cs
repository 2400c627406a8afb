namespace Platform.Functions.Drift.Sweeps;

/// <summary>Names that outlive a deployment: a change of the orchestrator's steps gets a new version beside it.</summary>
public static class DriftSweepNames
{
    public const string Orchestrator = "DriftSweep_v1";
    public const string Plan = "DriftSweep_v1_Plan";
    public const string Look = "DriftSweep_v1_Look";
    public const string Close = "DriftSweep_v1_Close";
    public const string Divide = "DriftSweep_v1_Divide";
    public const string Judge = "DriftSweep_v1_Judge";
    public const string Tell = "DriftSweep_v1_Tell";
    public const string End = "DriftSweep_v1_End";

    public const string Start = "DriftSweepStart";
    public const string Get = "DriftSweepGet";
    public const string Timer = "DriftSweepTimer";
    public const string SlowTimer = "DriftSlowTimer";
}

namespace Platform.Core.Metrics.Events;

public enum DeploymentKind
{
    Deployed,
    Upgraded,
    RolledBack,
}

namespace Platform.Core.Metrics.Events;

/// <summary>The words that senders use, in lower case, and what they mean here.</summary>
internal static class Names
{
    public static IReadOnlyDictionary<string, EnvironmentTier> Tiers { get; } = new Dictionary<string, EnvironmentTier>
    {
        ["production"] = EnvironmentTier.Production,
        ["staging"] = EnvironmentTier.Staging,
        ["testing"] = EnvironmentTier.Testing,
        ["development"] = EnvironmentTier.Development,
    };

    public static IReadOnlyDictionary<string, DeploymentState> Results { get; } = new Dictionary<string, DeploymentState>
    {
        ["success"] = DeploymentState.Success,
        ["failure"] = DeploymentState.Failure,
        ["error"] = DeploymentState.Failure,
        ["cancelled"] = DeploymentState.Failure,
        ["in_progress"] = DeploymentState.InProgress,
        ["queued"] = DeploymentState.Queued,
        ["pending"] = DeploymentState.Queued,
        ["waiting"] = DeploymentState.Queued,
        ["inactive"] = DeploymentState.Inactive,
    };

    public static IReadOnlyDictionary<string, ActorType> Actors { get; } = new Dictionary<string, ActorType>
    {
        ["human"] = ActorType.Human,
        ["user"] = ActorType.Human,
        ["bot"] = ActorType.Bot,
        ["automation"] = ActorType.Bot,
        ["unknown"] = ActorType.Unknown,
    };

    public static IReadOnlyDictionary<string, RequestKind> Requests { get; } = new Dictionary<string, RequestKind>
    {
        ["scaffold"] = RequestKind.Scaffold,
        ["access"] = RequestKind.Access,
        ["ticket"] = RequestKind.Ticket,
        ["approval"] = RequestKind.Approval,
    };

    public static IReadOnlyDictionary<string, RequestEnding> Endings { get; } = new Dictionary<string, RequestEnding>
    {
        ["failed"] = RequestEnding.Failed,
        ["withdrawn"] = RequestEnding.Withdrawn,
        ["expired"] = RequestEnding.Expired,
    };

    public static IReadOnlyDictionary<string, CheckOutcome> Checks { get; } = new Dictionary<string, CheckOutcome>
    {
        ["passed"] = CheckOutcome.Passed,
        ["failed"] = CheckOutcome.Failed,
        ["skipped"] = CheckOutcome.Skipped,
    };
}

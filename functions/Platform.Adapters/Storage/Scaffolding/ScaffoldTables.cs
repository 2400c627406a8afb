namespace Platform.Adapters.Storage.Scaffolding;

/// <summary>The tables of the scaffolding capability; nobody else reads them.</summary>
public static class ScaffoldTables
{
    public const string Tasks = "scaffoldtasks";

    public const string Events = "scaffoldevents";

    public const string Commits = "scaffoldcommits";

    public const string Approvals = "scaffoldapprovals";

    public const string Slots = "scaffoldslots";

    public const string Names = "scaffoldnames";

    public const string ArgoCd = "scaffoldargocd";

    public const string TemplateVersions = "scaffoldversions";

    public const string Onboarding = "scaffoldonboarding";

    public const string Provenance = "scaffoldprovenance";

    public const string Secrets = "scaffoldsecrets";

    public const string RemoteActions = "scaffoldremoteactions";

    public const string RemoteCalls = "scaffoldremotecalls";
}

namespace Platform.Functions.Scaffolding;

/// <summary>
/// Names that outlive a deployment: instances in flight refer to them. They are never renamed; a change of an orchestrator's
/// steps, or of what its activities take and give, that a recorded history can't follow gets a new version beside the old one.
/// </summary>
public static class ScaffoldNames
{
    public const string Orchestrator = "Scaffold_v1";
    public const string Begin = "Scaffold_v1_Begin";
    public const string Prepare = "Scaffold_v1_Prepare";
    public const string TakeTurn = "Scaffold_v1_TakeTurn";
    public const string Undo = "Scaffold_v1_Undo";
    public const string Complete = "Scaffold_v1_Complete";
    public const string Fail = "Scaffold_v1_Fail";
    public const string Cancel = "Scaffold_v1_Cancel";
    public const string EnterSlot = "Scaffold_v1_EnterSlot";
    public const string LeaveSlot = "Scaffold_v1_LeaveSlot";

    /// <summary>The event that stops a scaffold; its payload says who wants it.</summary>
    public const string CancelEvent = "cancel";

    public const string CreateTask = "ScaffolderCreateTask";
    public const string GetTask = "ScaffolderGetTask";
    public const string CancelTask = "ScaffolderCancelTask";
    public const string RetryTask = "ScaffolderRetryTask";
    public const string ListTasks = "ScaffolderListTasks";
    public const string DryRun = "ScaffolderDryRun";
    public const string TemplatingExtensions = "ScaffolderTemplatingExtensions";
    public const string Autocomplete = "ScaffolderAutocomplete";
    public const string ListEvents = "ScaffolderListEvents";
    public const string StreamEvents = "ScaffolderStreamEvents";
    public const string ListRemoteActions = "RemoteActionsList";
    public const string GetRemoteAction = "RemoteActionsGet";
    public const string PutRemoteAction = "RemoteActionsPut";
    public const string DeleteRemoteAction = "RemoteActionsDelete";
    public const string RemoteCallback = "RemoteActionsReport";
    public const string ListActions = "ScaffolderListActions";
    public const string ListTemplates = "ScaffolderListTemplates";
    public const string ParameterSchema = "ScaffolderParameterSchema";
    public const string PromotionOrchestrator = "TemplatePromotion_v1";
    public const string PromotionTest = "TemplatePromotion_v1_Test";
    public const string PromotionCanary = "TemplatePromotion_v1_StartCanary";
    public const string PromotionLook = "TemplatePromotion_v1_LookAtCanary";
    public const string PromotionDecide = "TemplatePromotion_v1_Decide";
    public const string TemplateVersions = "ScaffolderListVersions";
    public const string PromoteTemplate = "ScaffolderPromoteTemplate";
    public const string TemplatePromotion = "ScaffolderPromotionState";
    public const string VerifyTemplates = "ScaffolderVerifyTemplates";
    public const string TaskOnboarding = "ScaffolderTaskOnboarding";
    public const string Onboarding = "ScaffolderOnboarding";
    public const string Provenance = "ScaffolderProvenance";
    public const string ListApprovals = "ScaffolderListApprovals";
    public const string DecideApproval = "ScaffolderDecideApproval";
    public const string RestartTask = "ScaffolderRestartTask";
    public const string Reconcile = "ScaffolderReconcile";
    public const string SweepSecrets = "ScaffolderSweepSecrets";
}

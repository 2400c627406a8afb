using Platform.Core.Drift.Rules.Descriptors;
using Platform.Core.Drift.Rules.Lifecycles;
using Platform.Core.Drift.Rules.Links;
using Platform.Core.Drift.Rules.Operations;
using Platform.Core.Drift.Rules.Ownership;
using Platform.Core.Drift.Rules.Pipelines;
using Platform.Core.Drift.Rules.Relationships;
using Platform.Core.Drift.Rules.Upkeep;

namespace Platform.Core.Drift.Rules;

/// <summary>Every rule there is: a new one is added here, and nowhere else.</summary>
public static class DriftRules
{
    public static IReadOnlyList<IDriftRule> All { get; } =
    [
        new RepositoryWithoutDescriptor(),
        new DescriptorInvalid(),
        new EntityRepositoryGone(),
        new EntityRepositoryRenamed(),
        new EntityRepositoryArchived(),
        new ServiceNotInCatalog(),
        new CatalogNotGrowing(),
        new OwnerUnknown(),
        new OwnerReportedWrong(),
        new OwnerEmpty(),
        new OwnerNotCommitting(),
        new DependsOnDangling(),
        new DependsOnCyclic(),
        new ApiUnknown(),
        new ProductionWithoutDeployments(),
        new ExperimentalInProduction(),
        new DeprecatedWithNewDependents(),
        new LinkDead(),
        new AnnotationDead(),
        new CiMissing(),
        new CiFailing(),
        new CiWithoutGoldenWorkflow(),
        new CiWorkflowOutdated(),
        new BranchUnprotected(),
        new SecretPlain(),
        new ExternalSecretMissing(),
        new MonitoringMissing(),
        new TelemetryMissing(),
        new ArgoApplicationMissing(),
        new ArgoApplicationOutOfSync(),
        new TemplateBehind(),
        new TemplateFilesEdited(),
        new DocsMissing(),
        new DocsOutdated(),
        new RuntimeEndOfLife(),
    ];
}

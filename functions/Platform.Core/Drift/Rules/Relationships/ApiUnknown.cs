namespace Platform.Core.Drift.Rules.Relationships;

public sealed class ApiUnknown : IDriftRule
{
    public RuleDescription Description { get; } = new(
        "api-unknown",
        "An API that it declares does not exist",
        RuleSeverity.Warning,
        SubjectKind.Entity,
        "Looks up every reference of spec.providesApis and spec.consumesApis in the catalog. An API that is only a name has no "
            + "definition "
            + "that anybody could build on.",
        "Describe the API as an entity of kind API, or correct the reference.",
        [FactNames.Catalog]);

    public RuleJudgement Judge(RuleContext context)
    {
        var entity = context.Entity;
        return entity.ProvidesApis.Count + entity.ConsumesApis.Count == 0
            ? RuleJudgement.NotApplicable("It declares no APIs.")
            : RuleJudgement.Of(
                [.. DeclaredReferences.Missing(context, "providesApis", entity.ProvidesApis),
                 .. DeclaredReferences.Missing(context, "consumesApis", entity.ConsumesApis)]);
    }
}

using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Actions.Fetching;
using Platform.Core.Scaffolding.Templates;

namespace Platform.Core.Scaffolding.Linting;

public enum LintSeverity
{
    /// <summary>The template can't run here, or not with these values.</summary>
    Error,

    /// <summary>It runs, and is probably not what its author meant.</summary>
    Warning,
}

/// <param name="Problem">With its place.</param>
public sealed record LintFinding(LintSeverity Severity, Problem Problem);

/// <summary>The stable codes of what is found beyond the definition's own problems.</summary>
public static class LintCodes
{
    public const string ActionUnknown = ActionRegistry.Unknown;
    public const string ActionVersionUnknown = ActionRegistry.VersionUnknown;
    public const string InputUnknown = "input-unknown";
    public const string InputUnsupported = "input-not-supported";
    public const string InputInvalid = "input-invalid";
    public const string ExpressionInvalid = "expression-invalid";
    public const string NameUndefined = "name-undefined";
    public const string ParameterUndefined = "parameter-undefined";
    public const string ParameterUnused = "parameter-unused";
    public const string StepUndefined = StepNeeds.Unknown;
    public const string StepDuplicate = "step-duplicate";
    public const string StepOutputUndefined = "step-output-undefined";
    public const string StepOrder = StepNeeds.Later;
    public const string StepCycle = StepNeeds.Circle;
    public const string SkeletonMissing = SkeletonFolder.Missing;
    public const string SkeletonNotLocal = "skeleton-not-local";
    public const string SkeletonValueUndefined = "skeleton-value-undefined";
    public const string SchemaInvalid = "schema-invalid";
    public const string DefaultInvalid = "default-invalid";
    public const string RequiredUndeclared = "required-undeclared";
    public const string TestsMissing = "tests-missing";
}

namespace Platform.Core.Scaffolding.Templating.Evaluation;

/// <summary>How an undefined result of an expression is taken in strict mode.</summary>
internal enum Need
{
    /// <summary>The expression asks whether something is there: <c>x is defined</c>, <c>x | default('y')</c>.</summary>
    Probe,

    /// <summary>A condition or comparison: a missing member is just not there, an unknown variable is a mistake.</summary>
    Condition,

    /// <summary>The value is used: it must be there, or be declared optional.</summary>
    Value,
}

using Xunit.v3;

namespace Platform.Conformance;

/// <summary>
/// Names the functions whose contract with their clients a test proves. Every HTTP, queue and orchestration function needs one.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
internal sealed class CoversAttribute(params string[] functions) : Attribute, ITraitAttribute
{
    public IReadOnlyList<string> Functions => functions;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() =>
        [.. functions.Select(function => KeyValuePair.Create("function", function))];
}

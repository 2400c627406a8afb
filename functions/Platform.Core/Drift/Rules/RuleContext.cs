using Platform.Core.Drift.Facts;
using Platform.Core.Drift.GoldenPaths;

namespace Platform.Core.Drift.Rules;

/// <summary>What a rule may look at when it judges one subject.</summary>
/// <param name="Setting">Of this rule, with its options.</param>
public sealed record RuleContext(
    DriftInput Input, IDriftWorld World, GoldenPath Path, RuleSetting Setting, DateTimeOffset Now)
{
    /// <value>There whenever the rule's description names a fact of a repository.</value>
    public RepositoryFacts Repository => Input.Repository
        ?? throw new InvalidOperationException("The rule's description names no fact of a repository.");

    /// <value>There for subjects of this kind.</value>
    public EntityFacts Entity => Input.Entity
        ?? throw new InvalidOperationException("The rule's subjects are no entities.");

    public ServiceFacts Service => Input.Service
        ?? throw new InvalidOperationException("The rule's subjects are no services.");

    public int Number(string option) => Setting.Numbers[option];

    public IReadOnlyList<string> Texts(string option) => Setting.Texts[option];
}

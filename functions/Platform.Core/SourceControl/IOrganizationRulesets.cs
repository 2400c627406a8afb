using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.SourceControl;

/// <summary>What an organization demands of branches in all its repositories.</summary>
public interface IOrganizationRulesets
{
    /// <returns>The first of that name; nothing where there is none.</returns>
    Task<Result<OrganizationRuleset?>> FindAsync(string organization, string name, CancellationToken cancellationToken);

    /// <summary>Makes it, or brings the one of that name to it; one that is like that is left alone.</summary>
    Task<Result<OrganizationRuleset>> EnsureAsync(
        string organization, string name, JsonObject body, CancellationToken cancellationToken);
}

/// <param name="Enforcement"><c>active</c>, <c>evaluate</c> or <c>disabled</c>.</param>
public sealed record OrganizationRuleset(long Id, string Name, string Enforcement);

using Platform.Core.Catalog.Proposals;

namespace Platform.Core.Drift.Content;

/// <summary>Asks kept lines of CODEOWNERS whose a folder is.</summary>
internal static class OwnersMatching
{
    /// <param name="folder">Empty for the repository.</param>
    public static OwnersRule? OfFolder(IReadOnlyList<OwnersRule> rules, string folder)
    {
        if (rules.Count == 0)
        {
            return null;
        }

        var owners = CodeOwners.Of(rules.Select(rule => new CodeOwnersRule(rule.Line, rule.Pattern, rule.Owners)));
        return owners.OfFolder(folder) is { } found ? rules.First(rule => rule.Line == found.Line) : null;
    }
}

using Platform.Core.Catalog.People;

namespace Platform.Core.Catalog.Proposals;

/// <summary>
/// Makes an owner of what CODEOWNERS says: teams before people, and whom the catalog knows before whom it does not.
/// </summary>
internal sealed class OwnerProposal(ICatalogReader catalog)
{
    private const string Field = "spec.owner";
    private const string TeamAnnotation = "github.com/team-slug";
    private const string UserAnnotation = "github.com/user-login";

    private enum Standing
    {
        Known,
        Unknown,

        /// <summary>The catalog has somebody else under this name.</summary>
        Another,
    }

    /// <param name="place">Which file it is; null when there is none.</param>
    public async Task<ProposedField> OfAsync(
        string? place, CodeOwners? owners, string folder, CancellationToken cancellationToken)
    {
        if (place is null || owners is null)
        {
            return ProposedField.Asked(Field, "There is no CODEOWNERS file, so only you can say who owns this.");
        }

        if (owners.OfFolder(folder) is not { Owners.Count: > 0 } rule)
        {
            return ProposedField.Asked(
                Field, $"{place} names nobody for {(folder.Length == 0 ? "the whole repository" : folder)}, so only you can say "
                + "who owns this.");
        }

        var judged = new List<(EntityRef Ref, string Written, Standing Standing)>();
        foreach (var written in rule.Owners.Where(owner => RefOf(owner) is not null))
        {
            var entityRef = RefOf(written)!;
            judged.Add((entityRef, written, await StandingOfAsync(entityRef, written, cancellationToken)));
        }

        var named = $"line {rule.Line} of {place} (`{rule.Pattern}`) names";
        return judged.Where(one => one.Standing == Standing.Known || (one.Standing == Standing.Unknown && !IsMail(one.Written)))
            .OrderBy(one => one.Standing).ThenBy(one => one.Ref.Kind, StringComparer.Ordinal)
            .Select(one => ProposedField.Suggested(Field, one.Ref.Canonical, one.Standing == Standing.Known
                ? $"It is whom {named}: {one.Written}."
                : $"It is whom {named}: {one.Written}. The catalog has no {one.Ref} yet, so look whether that is right."))
            .FirstOrDefault() ?? ProposedField.Asked(
                Field, $"Only you can say who owns this: {named} {string.Join(", ", rule.Owners)}, "
                + "and the catalog has nobody of that name.");
    }

    private static EntityRef? RefOf(string owner) => owner switch
    {
        ['@', .. var name] when name.Split('/') is [_, { Length: > 0 } team] =>
            EntityRef.Create("group", EntityRef.DefaultNamespace, PeopleNames.OfGitHub(team)),
        ['@', .. { Length: > 0 } login] when !login.Contains('/') =>
            EntityRef.Create("user", EntityRef.DefaultNamespace, PeopleNames.OfGitHub(login)),
        _ when IsMail(owner) => EntityRef.Create("user", EntityRef.DefaultNamespace, PeopleNames.OfGraph(owner)),
        _ => null,
    };

    private static bool IsMail(string owner) => owner.IndexOf('@') > 0;

    private async Task<Standing> StandingOfAsync(EntityRef entityRef, string written, CancellationToken cancellationToken)
    {
        if (await catalog.FindAsync(entityRef, cancellationToken) is not { } known)
        {
            return Standing.Unknown;
        }

        var annotation = known.Body["metadata"]?["annotations"]?[entityRef.Kind == "group" ? TeamAnnotation : UserAnnotation];
        return IsMail(written) || annotation is null
            || string.Equals(annotation.ToString(), written[1..], StringComparison.OrdinalIgnoreCase)
                ? Standing.Known
                : Standing.Another;
    }
}

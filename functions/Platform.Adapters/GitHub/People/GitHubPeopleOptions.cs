using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub.People;

/// <summary>Settings for taking people over from GitHub; the names are the flat names of the app's settings.</summary>
public sealed class GitHubPeopleOptions
{
    /// <value>Organisations whose members and teams become Users and Groups, with commas between; none when empty.</value>
    public string PeopleGitHubOrganizations { get; set; } = string.Empty;

    /// <value>
    /// How many people's names and mail addresses a sweep asks for one by one, at most, where GraphQL does not tell everybody's
    /// at once: that is a call for each, and GitHub tells 900 a minute to come later. Those that are not known yet go first, then
    /// those that were asked for the longest ago.
    /// </value>
    public int PeopleGitHubProfiles { get; set; } = 800;

    public IReadOnlyList<string> Organizations =>
    [
        .. PeopleGitHubOrganizations
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    internal IEnumerable<string> Failures()
    {
        foreach (var organization in Organizations.Where(name => !RepositoryName.TryCreate(name, "any", out _)))
        {
            yield return $"{nameof(PeopleGitHubOrganizations)} has '{organization}'; expected names of organisations.";
        }

        if (PeopleGitHubProfiles < 0)
        {
            yield return $"{nameof(PeopleGitHubProfiles)} is {PeopleGitHubProfiles}; expected a number from 0.";
        }
    }
}

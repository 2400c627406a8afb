using System.Text.Json.Nodes;
using Platform.Adapters.GitHub.Reading;
using Platform.Core.Catalog.People;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub.People;

/// <summary>
/// The members and teams of an organisation. GitHub counts the members of the teams below a team as its own and does not say
/// who is both: whoever is in a team below counts as that team's.
/// </summary>
internal sealed class GitHubPeople(string organization, ReadCalls calls, int mostProfiles, TimeProvider clock) : IPeopleDirectory
{
    // GitHub allows 100 requests at a time; other work goes on beside this.
    private const int AtATime = 4;

    public string Origin { get; } = $"github-people:{organization.ToLowerInvariant()}";

    public async Task<PeopleListing> ReadAsync(JsonNode? memory, CancellationToken cancellationToken)
    {
        var known = GitHubPeopleMemory.Of(memory);
        var pages = new PeoplePages(calls, known);
        try
        {
            var listing = await ReadAsync(pages, known, cancellationToken);
            return listing.IsOk
                ? listing.Value
                : PeopleListing.Failed(listing.Problems[0], known.ToJson(isWhole: false), calls: pages.Calls);
        }
        catch (TransientSourceControlException passing)
        {
            return PeopleListing.Failed(
                new(passing.Code, passing.Message), known.ToJson(isWhole: false), passing.RetryAfter, pages.Calls);
        }
    }

    private async Task<Result<PeopleListing>> ReadAsync(
        PeoplePages pages, GitHubPeopleMemory memory, CancellationToken cancellationToken)
    {
        var teams = await pages.ReadAsync<WireTeam>(
            $"list the teams of {organization}", page => Route("teams", page), cancellationToken);
        if (!teams.IsOk)
        {
            return Result<PeopleListing>.Failed(teams.Problems);
        }

        var inTeams = await TeamMembersAsync(pages, teams.Value, cancellationToken);
        if (!inTeams.IsOk)
        {
            return Result<PeopleListing>.Failed(inTeams.Problems);
        }

        var members = await pages.ReadAsync<WireMember>(
            $"list the members of {organization}", page => Route("members", page), cancellationToken);
        if (!members.IsOk)
        {
            return Result<PeopleListing>.Failed(members.Problems);
        }

        var asked = await new ProfileReading(organization, calls, memory, mostProfiles, clock)
            .ReadAsync(members.Value, cancellationToken);
        var children = teams.Value.Where(team => team.Parent is not null).ToLookup(team => team.Parent!.Id);
        return new PeopleListing(
            [.. members.Value.Select(member => User(member, memory))],
            [.. teams.Value.Select(team => Group(team, inTeams.Value, children[team.Id]))],
            memory.ToJson(isWhole: true))
        {
            Calls = pages.Calls + asked,
        };
    }

    private async Task<Result<IReadOnlyDictionary<long, IReadOnlySet<long>>>> TeamMembersAsync(
        PeoplePages pages, IReadOnlyList<WireTeam> teams, CancellationToken cancellationToken)
    {
        var members = new Dictionary<long, IReadOnlySet<long>>();
        foreach (var some in teams.Chunk(AtATime))
        {
            var read = await Task.WhenAll(some.Select(team => pages.ReadAsync<WireTeamMember>(
                $"list the members of team {team.Slug} of {organization}",
                page => Route($"teams/{Uri.EscapeDataString(team.Slug)}/members", page),
                cancellationToken)));
            foreach (var (team, found) in some.Zip(read))
            {
                if (!found.IsOk)
                {
                    return Result<IReadOnlyDictionary<long, IReadOnlySet<long>>>.Failed(found.Problems);
                }

                members[team.Id] = found.Value.Select(member => member.Id).ToHashSet();
            }
        }

        return members;
    }

    private static DirectoryUser User(WireMember member, GitHubPeopleMemory memory)
    {
        var id = GitHubIds.Of(member.Id);
        var profile = memory.Profiles.GetValueOrDefault(id);
        var annotations = new Dictionary<string, string> { ["github.com/user-login"] = member.Login };
        GitHubIds.AddPage(annotations, member.HtmlUrl);
        return new(
            id, PeopleNames.OfGitHub(member.Login), profile?.Name, profile?.Email, member.AvatarUrl, annotations)
        {
            Description = profile?.Bio,
        };
    }

    private DirectoryGroup Group(
        WireTeam team, IReadOnlyDictionary<long, IReadOnlySet<long>> members, IEnumerable<WireTeam> children)
    {
        var annotations = new Dictionary<string, string> { ["github.com/team-slug"] = $"{organization}/{team.Slug}" };
        GitHubIds.AddPage(annotations, team.HtmlUrl);
        var below = children.SelectMany(child => members[child.Id]).ToHashSet();
        return new(
            GitHubIds.Of(team.Id),
            PeopleNames.OfGitHub(team.Slug),
            "team",
            team.Name,
            team.Description,
            Email: null,
            Picture: null,
            team.Parent is { } parent ? [GitHubIds.Of(parent.Id)] : [],
            [.. members[team.Id].Except(below).Select(GitHubIds.Of).Order(StringComparer.Ordinal)],
            annotations);
    }

    private Uri Route(string rest, int page) => new(
        $"orgs/{Uri.EscapeDataString(organization)}/{rest}?per_page={PeoplePages.Size}&page={page}", UriKind.Relative);
}

using Platform.Adapters.GitHub.Reading;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub.People;

/// <summary>
/// Names and mail addresses, which no listing has: of everybody at once where the host has GraphQL, else one by one, so many as a
/// sweep may ask for. They are an ornament: what can't be read now stays as it is known, and the listing is none the less
/// complete.
/// </summary>
internal sealed class ProfileReading(
    string organization, ReadCalls calls, GitHubPeopleMemory memory, int most, TimeProvider clock)
{
    private const int AtATime = 4;

    /// <returns>How many calls that took.</returns>
    public async Task<int> ReadAsync(IReadOnlyList<WireMember> members, CancellationToken cancellationToken)
    {
        Forget(members);
        var names = new MemberNames(organization, calls);
        var known = await names.ReadAsync(cancellationToken);
        foreach (var member in members)
        {
            if (known?.GetValueOrDefault(member.Id) is { } one)
            {
                memory.Profiles[GitHubIds.Of(member.Id)] = new(
                    one.Login, NullIfBlank(one.Name), NullIfBlank(one.Email), NullIfBlank(one.Bio), null, clock.GetUtcNow());
            }
        }

        var rest = members.Where(member => known?.ContainsKey(member.Id) != true);
        return names.Calls + await OneByOneAsync(rest, cancellationToken);
    }

    private async Task<int> OneByOneAsync(IEnumerable<WireMember> members, CancellationToken cancellationToken)
    {
        var due = members
            .OrderBy(member => memory.Profiles.GetValueOrDefault(GitHubIds.Of(member.Id))?.At ?? DateTimeOffset.MinValue)
            .ThenBy(member => member.Id)
            .Take(most);
        var asked = 0;
        foreach (var some in due.Chunk(AtATime))
        {
            asked += some.Length;
            var goesOn = await Task.WhenAll(some.Select(member => ReadAsync(member, cancellationToken)));
            if (goesOn.Contains(false))
            {
                break;
            }
        }

        return asked;
    }

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private void Forget(IReadOnlyList<WireMember> members)
    {
        var ids = members.Select(member => GitHubIds.Of(member.Id)).ToHashSet(StringComparer.Ordinal);
        foreach (var id in memory.Profiles.Keys.Where(id => !ids.Contains(id)))
        {
            memory.Profiles.TryRemove(id, out _);
        }
    }

    /// <returns>Whether asking for more makes sense.</returns>
    private async Task<bool> ReadAsync(WireMember member, CancellationToken cancellationToken)
    {
        var id = GitHubIds.Of(member.Id);
        var known = memory.Profiles.GetValueOrDefault(id);
        var route = new Uri($"users/{Uri.EscapeDataString(member.Login)}", UriKind.Relative);
        var context = new CallContext($"read the profile of {member.Login}", null);
        try
        {
            var answer = await calls.GetAsync<WireProfile>(context, route, known?.Tag, cancellationToken);
            if (!answer.IsOk)
            {
                return false;
            }

            var (body, now) = (answer.Value.Body, clock.GetUtcNow());
            memory.Profiles[id] = answer.Value.NotModified
                ? known! with { At = now }
                : new(member.Login, body?.Name, body?.Email, body?.Bio, answer.Value.Tag, now);
            return true;
        }
        catch (TransientSourceControlException)
        {
            return false;
        }
    }
}

using Platform.Core.Catalog;
using Platform.Core.ChatOps.Commands;
using Platform.Core.Primitives;

namespace Platform.Core.ChatOps.People;

/// <summary>Finds the catalog's user behind a chat user.</summary>
public sealed class ChatPeople(IChatIdentities identities, ICatalogReader catalog)
{
    public const string Unknown = "chat-user-unknown";
    public const string Ambiguous = "chat-user-ambiguous";

    public async Task<Result<CatalogEntity>> FindAsync(ChatCommand command, CancellationToken cancellationToken)
    {
        var people = new List<CatalogEntity>();
        foreach (var user in await identities.FindAsync(command.Platform, command.User, cancellationToken))
        {
            var entity = await catalog.FindAsync(user, cancellationToken);
            if (entity is null || ChatAnnotations.SlackUserOf(entity) != command.User)
            {
                await identities.RemoveAsync(command.Platform, command.User, user, cancellationToken);
            }
            else if (ChatAnnotations.SlackTeamOf(entity) is not { } team || team == command.Team || team == command.Enterprise)
            {
                people.Add(entity);
            }
        }

        return people switch
        {
            [var person] => person,
            [] => new Problem(
                Unknown,
                $"Slack user {command.User} of workspace {command.Team} is no user of the catalog, so the platform can't tell "
                    + "who asks. Add the annotations below to your User entity, or ask your platform team to, and try again.",
                "user", command.User, $"a User entity with the annotation {ChatAnnotations.SlackUser}: {command.User}"),
            _ => new Problem(
                Ambiguous,
                $"Slack user {command.User} is claimed by {NamesOf(people)}. Ask your platform team to leave the annotation "
                    + $"{ChatAnnotations.SlackUser} on one of them, or to tell workspaces apart by {ChatAnnotations.SlackTeam}.",
                "user", command.User, "one User entity"),
        };
    }

    private static string NamesOf(IEnumerable<CatalogEntity> people) =>
        string.Join(" and ", people.Select(person => person.Ref.Canonical).Order(StringComparer.Ordinal));
}

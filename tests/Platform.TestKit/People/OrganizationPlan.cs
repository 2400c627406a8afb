using System.Text.Json.Nodes;

namespace Platform.TestKit.People;

/// <param name="Groups">Numbers of the groups that the person belongs to directly.</param>
public sealed record PlannedUser(int Number, string Name, IReadOnlyList<int> Groups);

/// <param name="Parent">The number of the group above it.</param>
public sealed record PlannedGroup(int Number, string Name, int? Parent);

/// <summary>
/// An organisation of any size: groups in a tree of seven children each, and everybody in one to three of them.
/// </summary>
public sealed record OrganizationPlan(string Prefix, IReadOnlyList<PlannedUser> Users, IReadOnlyList<PlannedGroup> Groups)
{
    private const int Children = 7;

    public static OrganizationPlan Of(string prefix, int users, int groups) => new(
        prefix,
        [.. Enumerable.Range(0, users).Select(number => new PlannedUser(
            number,
            $"{prefix}-u{number}",
            [.. Enumerable.Range(0, 1 + (number % 3)).Select(step => (number + (step * 37)) % groups).Distinct()]))],
        [.. Enumerable.Range(0, groups).Select(number => new PlannedGroup(
            number, $"{prefix}-g{number}", number == 0 ? null : (number - 1) / Children))]);

    public OrganizationPlan Without(Func<PlannedUser, bool> who) => this with { Users = [.. Users.Where(user => !who(user))] };

    public string EmailOf(PlannedUser user) => $"{user.Name}@{Prefix}.example";

    /// <summary>As the forge takes it.</summary>
    public JsonObject ForForge(string organization)
    {
        var members = Users.SelectMany(user => user.Groups.Select(group => (group, user.Name)))
            .ToLookup(pair => pair.group, pair => pair.Name);
        return new()
        {
            ["org"] = organization,
            ["users"] = new JsonArray([.. Users.Select(user => new JsonObject
            {
                ["login"] = user.Name,
                ["name"] = $"Person {user.Number}",
                ["email"] = EmailOf(user),
            })]),
            ["teams"] = new JsonArray([.. Groups.Select(group => new JsonObject
            {
                ["name"] = group.Name,
                ["description"] = $"Team {group.Number}",
                ["parent"] = group.Parent is { } parent ? Groups[parent].Name : null,
                ["members"] = new JsonArray([.. members[group.Number].Select(name => JsonValue.Create(name))]),
            })]),
        };
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Shapes;

/// <summary>Issues of one repository as GitHub writes them, and what hangs on issues and pull requests alike.</summary>
internal sealed class IssueShapes(Urls urls, RepositoryData repository, OwnerData owner, OwnerData user, PeopleStore people)
{
    private readonly string _api = urls.Repository(repository.FullName);
    private readonly string _html = urls.Html(repository.FullName);

    public JsonObject Issue(IssueData issue) =>
        AsIssue(Common(issue, "Issue"), issue.Number, $"{_html}/issues/{issue.Number}", issue.Thread);

    public JsonObject AsIssue(JsonObject shape, int number, string html, ThreadData thread)
    {
        var api = $"{_api}/issues/{number}";
        shape["url"] = api;
        shape["html_url"] = html;
        shape["repository_url"] = _api;
        shape["labels_url"] = api + "/labels{/name}";
        shape["comments_url"] = $"{api}/comments";
        shape["events_url"] = $"{api}/events";
        shape["comments"] = thread.Comments.Length;
        return shape;
    }

    public JsonObject Common(IssueData issue, string kind) => new()
    {
        ["id"] = issue.Id,
        ["node_id"] = Urls.NodeId(kind, issue.Id),
        ["number"] = issue.Number,
        ["state"] = issue.IsOpen ? "open" : "closed",
        ["locked"] = false,
        ["title"] = issue.Title,
        ["body"] = issue.Body,
        ["user"] = urls.SimpleUser(user),
        ["labels"] = Labels(issue.Thread),
        ["assignee"] = issue.Thread.Assignees is [var first, ..] ? Account(first) : null,
        ["assignees"] = new JsonArray([.. issue.Thread.Assignees.Select(Account)]),
        ["milestone"] = repository.Milestones.FirstOrDefault(one => one.Number == issue.Milestone) is { } milestone
            ? Milestone(milestone)
            : null,
        ["author_association"] = "MEMBER",
        ["created_at"] = Urls.Time(issue.CreatedAt),
        ["updated_at"] = Urls.Time(issue.UpdatedAt),
        ["closed_at"] = issue.ClosedAt is { } closed ? Urls.Time(closed) : null,
    };

    public JsonArray Labels(ThreadData thread) => new([.. thread.Labels.Select(Label)]);

    public JsonObject Comment(long number, CommentData comment) => new()
    {
        ["id"] = comment.Id,
        ["node_id"] = Urls.NodeId("IssueComment", comment.Id),
        ["url"] = $"{_api}/issues/comments/{comment.Id}",
        ["html_url"] = $"{_html}/issues/{number}#issuecomment-{comment.Id}",
        ["issue_url"] = $"{_api}/issues/{number}",
        ["body"] = comment.Body,
        ["user"] = urls.SimpleUser(user),
        ["author_association"] = "MEMBER",
        ["created_at"] = Urls.Time(comment.CreatedAt),
        ["updated_at"] = Urls.Time(comment.CreatedAt),
    };

    public JsonObject Milestone(MilestoneData milestone) => new()
    {
        ["url"] = $"{_api}/milestones/{milestone.Number}",
        ["html_url"] = $"{_html}/milestone/{milestone.Number}",
        ["labels_url"] = $"{_api}/milestones/{milestone.Number}/labels",
        ["id"] = milestone.Id,
        ["node_id"] = Urls.NodeId("Milestone", milestone.Id),
        ["number"] = milestone.Number,
        ["state"] = "open",
        ["title"] = milestone.Title,
        ["description"] = milestone.Description,
        ["creator"] = urls.SimpleUser(user),
        ["open_issues"] = repository.Issues.Count(issue => issue.IsOpen && issue.Milestone == milestone.Number),
        ["closed_issues"] = repository.Issues.Count(issue => !issue.IsOpen && issue.Milestone == milestone.Number),
        ["created_at"] = Urls.Time(milestone.CreatedAt),
        ["updated_at"] = Urls.Time(milestone.CreatedAt),
        ["closed_at"] = null,
        ["due_on"] = null,
    };

    /// <summary>Of a person whom the organization knows, or a login that nobody told about.</summary>
    public JsonNode Account(string login) => people.Find(login) is { } person
        ? urls.Person(person)
        : urls.SimpleUser(new OwnerData(IdOf(login), login, "User", repository.CreatedAt));

    public JsonNode? Team(string slug) => people.Of(repository.Owner) is var all && all.FindTeam(slug) is { } team
        ? urls.Team(owner, all, team)
        : null;

    private JsonNode Label(string name) => new JsonObject
    {
        ["id"] = IdOf(name),
        ["node_id"] = Urls.NodeId("Label", $"{repository.Id}:{name}"),
        ["url"] = $"{_api}/labels/{Uri.EscapeDataString(name)}",
        ["name"] = name,
        ["description"] = null,
        ["color"] = "ededed",
        ["default"] = false,
    };

    /// <summary>The same for the same name, and in nobody's sequence.</summary>
    private static long IdOf(string name) =>
        BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
}

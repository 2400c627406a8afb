using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.Tests.GitHub;

/// <summary>What undoing asks GitHub, and what it makes of the answers.</summary>
public sealed class UndoWireTests : IDisposable
{
    private const string Repository = """
        {"id": 42, "name": "orders", "default_branch": "main", "created_at": "2026-07-01T12:00:00Z",
         "html_url": "https://github.com/acme/orders", "clone_url": "https://github.com/acme/orders.git"}
        """;

    private static readonly RepositoryHandle Handle = SourceControlBuilder.Handle(TimeSpan.FromMinutes(5));

    private readonly SourceControlBuilder _builder = new();
    private readonly ScriptedGitHub _github = new();

    public void Dispose() => _github.Dispose();

    [Fact]
    public async Task A_repository_that_is_gone_when_it_shall_be_deleted_is_deleted()
    {
        _github.Answer(200, Repository).Answer(200, Head("ours"))
            .Answer(200, "[{}]").Answer(200, "[{}]").Answer(200, "[]").Answer(200, "[]").Answer(200, "[]")
            .Message(404, "Not Found");

        var undone = await UndoAsync();

        Assert.Equal(UndoResult.Deleted, undone.Result);
    }

    [Fact]
    public async Task One_look_that_finds_nothing_is_not_believed_when_undoing()
    {
        _github.Message(404, "Not Found").Message(404, "Not Found").Answer(200, Repository).Answer(200, Head("ours"))
            .Answer(200, "[{}]").Answer(200, "[{}]").Answer(200, "[]").Answer(200, "[]").Answer(200, "[]")
            .Answer(204, string.Empty);

        var undone = await UndoAsync();

        Assert.Equal(UndoResult.Deleted, undone.Result);
    }

    [Fact]
    public async Task Archiving_that_is_refused_too_is_reported()
    {
        var repository = JsonNode.Parse(Repository)!;
        repository["description"] = "x [platform-task:task-1]";
        _github.Answer(200, repository.ToJsonString()).Answer(200, Head("somebody's")).Message(403, "Must have admin rights");

        var undone = await UndoAsync();

        Assert.Equal(UndoResult.LeftAlone, undone.Result);
        Assert.Contains("not where this task left it; archiving failed", undone.Reason);
        var sent = JsonNode.Parse(_github.Bodies.Single(body => body.Length > 0));
        Assert.Equal("""{"name":"orders","archived":true}""", sent!.ToJsonString());
    }

    [Fact]
    public async Task A_missing_right_to_delete_archives()
    {
        _github.Answer(200, Repository).Answer(200, Head("ours"))
            .Answer(200, "[{}]").Answer(200, "[{}]").Answer(200, "[]").Answer(200, "[]").Answer(200, "[]")
            .Message(403, "Must have admin rights").Answer(200, Repository);

        var undone = await UndoAsync();

        Assert.Equal(UndoResult.Archived, undone.Result);
        Assert.Contains("Must have admin rights", undone.Reason);
    }

    [Theory]
    [InlineData(0, "more than one commit")]
    [InlineData(1, "other branches")]
    [InlineData(2, "tags")]
    [InlineData(3, "issues")]
    [InlineData(4, "pull requests")]
    public async Task Anything_that_somebody_added_keeps_the_repository(int listing, string reason)
    {
        string[] untouched = ["[{}]", "[{}]", "[]", "[]", "[]"];
        _github.Answer(200, Repository).Answer(200, Head("ours"));
        for (var i = 0; i <= listing; i++)
        {
            _github.Answer(200, i < listing ? untouched[i] : untouched[i].Replace("[", "[{},").Replace(",]", "]"));
        }

        _github.Answer(200, Repository);

        var undone = await UndoAsync();

        Assert.Equal(UndoResult.Archived, undone.Result);
        Assert.Contains(reason, undone.Reason);
    }

    private Task<UndoOutcome> UndoAsync() => _builder.Build(_github).UndoCreateAsync(
        new("task-1", Handle.Repository, Handle, "ours"), TestContext.Current.CancellationToken);

    private static string Head(string sha) =>
        $$"""{"ref": "refs/heads/main", "object": {"type": "commit", "sha": "{{sha}}"} }""";
}

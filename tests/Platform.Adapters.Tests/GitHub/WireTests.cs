using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl.Parts;

namespace Platform.Adapters.Tests.GitHub;

/// <summary>What stands in the requests: GitHub ignores what it does not know, so a misspelt field would go unnoticed.</summary>
public sealed class WireTests : IDisposable
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
    public async Task Creating_sends_the_mark_and_asks_for_a_first_commit()
    {
        _github.Answer(201, Repository);
        var request = new RepositoryRequest("task-1", RepositoryName.Parse("acme/orders"), "Takes\norders");

        var handle = await _builder.Build(_github).CreateOrAdoptAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(42, handle.Value?.Id);
        Assert.Equal("POST /prefix/api/v3/orgs/acme/repos", _github.Requests.Single());
        AssertJson("""
            {"name": "orders", "description": "Takes orders [platform-task:task-1]", "private": true, "auto_init": true,
             "delete_branch_on_merge": false}
            """);
    }

    [Fact]
    public async Task Creating_says_what_is_on_and_off()
    {
        _github.Answer(201, Repository);
        var request = new RepositoryRequest("task-1", RepositoryName.Parse("acme/orders"), string.Empty)
        {
            Features = new("internal")
            {
                Homepage = new("https://acme.com/"),
                DeleteBranchOnMerge = true,
                MergeCommit = false,
                SquashMerge = true,
                RebaseMerge = false,
                AutoMerge = true,
                UpdateBranch = true,
                SquashTitle = "PR_TITLE",
                SquashMessage = "BLANK",
                Projects = false,
                Wiki = false,
                Issues = false,
            },
        };

        await _builder.Build(_github).CreateOrAdoptAsync(request, TestContext.Current.CancellationToken);

        AssertJson("""
            {"name": "orders", "description": "[platform-task:task-1]", "private": true, "visibility": "internal",
             "auto_init": true, "homepage": "https://acme.com/", "delete_branch_on_merge": true, "allow_merge_commit": false,
             "allow_squash_merge": true, "allow_rebase_merge": false, "allow_auto_merge": true, "allow_update_branch": true,
             "squash_merge_commit_title": "PR_TITLE", "squash_merge_commit_message": "BLANK", "has_projects": false,
             "has_wiki": false, "has_issues": false}
            """);
    }

    [Fact]
    public async Task A_commit_is_inline_text_and_blobs_without_parents_at_the_tasks_time()
    {
        _github.Answer(201, """{"sha":"tree"}""").Answer(201, """{"sha":"commit"}""");
        var request = new CommitRequest(
            "message", "Platform", "platform@example.com", new(2026, 7, 1, 14, 0, 0, 999, TimeSpan.FromHours(2)),
            [CommitEntry.Blob("b", "100755", "blob-sha"), CommitEntry.Inline("a", "100644", "größer\n")]);

        await _builder.Build(_github).CommitAsync(Handle, request, TestContext.Current.CancellationToken);

        AssertJson(
            """
            {"tree": [{"path": "a", "mode": "100644", "type": "blob", "content": "größer\n"},
                      {"path": "b", "mode": "100755", "type": "blob", "sha": "blob-sha"}]}
            """,
            """
            {"message": "message", "tree": "tree", "parents": [],
             "author": {"name": "Platform", "email": "platform@example.com", "date": "2026-07-01T12:00:00Z"},
             "committer": {"name": "Platform", "email": "platform@example.com", "date": "2026-07-01T12:00:00Z"}}
            """);
    }

    [Fact]
    public async Task A_push_is_forced_from_GitHubs_first_commit_to_ours()
    {
        _github.Answer(200, Head("initial")).Answer(200, Head("ours"));

        await _builder.Build(_github).PushAsync(Handle, "ours", TestContext.Current.CancellationToken);

        Assert.Equal(
            ["GET git/ref/heads/main", "PATCH git/refs/heads/main"],
            _github.Requests.Select(call => call.Replace("/prefix/api/v3/repos/acme/orders/", string.Empty)));
        AssertJson("""{"sha": "ours", "force": true}""");
    }

    [Fact]
    public async Task A_push_that_happened_already_is_only_read()
    {
        _github.Answer(200, Head("ours"));

        Assert.True((await _builder.Build(_github).PushAsync(Handle, "ours", TestContext.Current.CancellationToken)).IsOk);
    }

    [Fact]
    public async Task A_missing_hook_is_created_with_the_platforms_secret_and_a_present_one_is_left()
    {
        var settings = new RepositorySettings
        {
            Hooks = [new(new("https://a.example/hook"), ["push"]), new(new("https://b.example/hook"), ["push", "workflow_run"])],
        };
        _github.Answer(200, """[{"id": 1, "config": {"url": "https://a.example/hook"}}]""").Answer(201, """{"id": 2}""");

        var outcome = await _builder.Build(_github).ConfigureAsync(Handle, settings, TestContext.Current.CancellationToken);

        Assert.Empty(outcome.Value!.Warnings);
        AssertJson("""
            {"name": "web", "active": true, "events": ["push", "workflow_run"],
             "config": {"url": "https://b.example/hook", "content_type": "json", "secret": "hook-secret", "insecure_ssl": "0"}}
            """);
    }

    [Fact]
    public async Task Without_a_webhook_secret_no_hook_is_made()
    {
        _builder.Options.GitHubWebhookSecret = string.Empty;
        var settings = new RepositorySettings { Hooks = [new(new("https://a.example/hook"), ["push"])] };

        var outcome = await _builder.Build(_github).ConfigureAsync(Handle, settings, TestContext.Current.CancellationToken);

        Assert.Equal("webhook-secret-missing", outcome.Problems.Single().Code);
        Assert.Empty(_github.Requests);
    }

    [Fact]
    public async Task Variables_environments_and_topics_are_sent_only_where_they_differ()
    {
        var settings = new RepositorySettings
        {
            Variables = new Dictionary<string, string> { ["SAME"] = "1", ["changed"] = "2", ["NEW"] = "3" },
            Environments = ["staging"],
            Topics = ["Golden Path", "golden-path", "_"],
        };
        _github
            .Answer(200, """{"variables": [{"name": "SAME", "value": "1"}, {"name": "CHANGED", "value": "1"}]}""")
            .Answer(204, string.Empty)
            .Answer(201, "{}")
            .Answer(200, """{"name": "staging"}""")
            .Answer(200, """{"names": ["golden-path"]}""");

        var outcome = await _builder.Build(_github).ConfigureAsync(Handle, settings, TestContext.Current.CancellationToken);

        Assert.True(outcome.IsOk, string.Join("; ", outcome.Problems) + string.Join("; ", _github.Requests));
        AssertJson(
            """{"name": "changed", "value": "2"}""", """{"name": "NEW", "value": "3"}""", "{}", """{"names": ["golden-path"]}""");
    }

    [Fact]
    public async Task A_variable_that_the_listing_did_not_show_is_updated()
    {
        var settings = new RepositorySettings { Variables = new Dictionary<string, string> { ["LATE"] = "2" } };
        _github
            .Answer(200, """{"variables": []}""")
            .Message(409, "Already exists - Variable already exists")
            .Answer(204, string.Empty);

        var outcome = await _builder.Build(_github).ConfigureAsync(Handle, settings, TestContext.Current.CancellationToken);

        Assert.True(outcome.IsOk, string.Join("; ", outcome.Problems));
        Assert.Equal("PATCH /prefix/api/v3/repos/acme/orders/actions/variables/LATE", _github.Requests[^1]);
        AssertJson("""{"name": "LATE", "value": "2"}""", """{"name": "LATE", "value": "2"}""");
    }

    [Fact]
    public async Task Properties_and_protection_that_the_plan_lacks_are_warnings()
    {
        var settings = new RepositorySettings
        {
            CustomProperties = new Dictionary<string, string> { ["tier"] = "1" },
            CustomPropertyLists = new Dictionary<string, IReadOnlyList<string>> { ["areas"] = ["a", "b"] },
            Protection = new BranchProtection(string.Empty) { StatusChecks = ["test"], Pushers = new(["ada"], ["team-a"], []) },
        };
        _github.Message(404, "Not Found").Answer(200, Repository).Message(403, "Upgrade to GitHub Pro");
        var source = _builder.Build(_github);

        var before = await source.ConfigureAsync(Handle, settings, TestContext.Current.CancellationToken);
        var after = await source.FinishAsync(Handle, settings, TestContext.Current.CancellationToken);

        Assert.Contains("custom properties", Assert.Single(before.Value!.Warnings));
        Assert.Contains("Upgrade to GitHub Pro", Assert.Single(after.Value!.Warnings));
        AssertJson(
            """{"properties": [{"property_name": "tier", "value": "1"}, {"property_name": "areas", "value": ["a", "b"]}]}""",
            """{"name": "orders", "description": ""}""",
            """
            {"required_status_checks": {"strict": true, "contexts": ["test"]}, "enforce_admins": true,
             "required_pull_request_reviews": {
               "required_approving_review_count": 1, "require_code_owner_reviews": false, "dismiss_stale_reviews": false,
               "require_last_push_approval": false},
             "restrictions": {"users": ["ada"], "teams": ["team-a"], "apps": []},
             "required_linear_history": false, "block_creations": false, "required_conversation_resolution": false}
            """);
    }

    private static string Head(string sha) =>
        $$"""{"ref": "refs/heads/main", "object": {"type": "commit", "sha": "{{sha}}"} }""";

    private void AssertJson(params string[] expected)
    {
        var sent = _github.Bodies.Where(body => body.Length > 0).ToList();
        Assert.Equal(expected.Length, sent.Count);
        Assert.All(expected.Zip(sent), pair => Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(pair.First), JsonNode.Parse(pair.Second)), $"{pair.First} was {pair.Second}"));
    }
}

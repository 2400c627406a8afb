using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Access;
using Platform.Core.Catalog;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Kpis.Noted;
using Platform.Core.Metrics.Kpis.Requests;
using Platform.Core.Scaffolding.Tasks;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Scaffolding;

public sealed class ApprovalTests(OrchestrationFixture fixture) : IClassFixture<OrchestrationFixture>
{
    private const string Group = "group:default/platform-team";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_member_of_the_group_lets_a_task_go_on_and_the_log_names_who_it_was()
    {
        var (task, approval) = await AskAsync("a1");
        Assert.False(fixture.Action.Began.ContainsKey("a1-a"));
        using var member = await ClientAsync(Group, Role.Approver);

        using var answer = await DecideAsync(member, task, approval, "approve", "fine by us");
        var events = await fixture.Scaffolder.FollowAsync(task, Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(TaskEventType.Completion, events[^1].Type);
        Assert.Contains(events, entry => entry.Body.Message.StartsWith($"Approved by {Group} (key:", StringComparison.Ordinal)
            && entry.Body.Message.EndsWith("): fine by us", StringComparison.Ordinal));
        using var audit = await fixture.Host.Client.GetAsync($"audit?subject={task}", Cancel);
        Assert.Contains("ScaffolderDecideApproval", await audit.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_and_its_approval_are_noted_as_requests_that_a_person_acted_on()
    {
        var (task, approval) = await AskAsync("noted");
        using var member = await ClientAsync(Group, Role.Approver);
        using var answer = await DecideAsync(member, task, approval, "approve");
        await fixture.Scaffolder.FollowAsync(task, Cancel);

        // Its end is told before it is noted.
        Request? noted = null;
        await Eventually.HoldsAsync(
            async () =>
            {
                noted = (await AllAsync()).FirstOrDefault(request => request.Id == task.Value);
                return noted is { State: RequestState.Completed };
            },
            Cancel,
            "the task is noted as done");
        Assert.True(noted!.HumanAction);
        Assert.Equal((RequestKind.Scaffold, "template:default/asks"), (noted.Kind, noted.Template!.Canonical));
        var asked = Assert.Single(await AllAsync(), request => request.Parent == task.Value);
        Assert.Equal((RequestKind.Approval, RequestState.Completed, true), (asked.Kind, asked.State, asked.HumanAction));
        Assert.True(asked.EndedAt >= asked.OpenedAt && asked.OpenedAt >= noted.OpenedAt);
    }

    private async Task<IReadOnlyList<Request>> AllAsync()
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        return Request.Of(await fixture.Host.Services.GetRequiredService<IPlatformNotes>().ListAsync(
            NoteKind.Request, today.AddDays(-1), today, Cancel));
    }

    [Fact]
    public async Task A_no_fails_the_task_and_the_same_word_again_is_heard_again()
    {
        var (task, approval) = await AskAsync("a2");
        using var member = await ClientAsync(Group, Role.Approver);
        using var other = await ClientAsync(Group, Role.Approver);

        using var first = await DecideAsync(member, task, approval, "reject");
        using var again = await DecideAsync(member, task, approval, "reject");
        using var changed = await DecideAsync(member, task, approval, "approve");
        using var late = await DecideAsync(other, task, approval, "approve");
        var events = await fixture.Scaffolder.FollowAsync(task, Cancel);

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.Conflict],
            new[] { first.StatusCode, again.StatusCode, changed.StatusCode, late.StatusCode });
        Assert.Equal("approval-rejected", Assert.Single(events[^1].Body.Error!.Problems).Code);
        Assert.DoesNotContain(fixture.Action.Of("a2-"), _ => true);
    }

    [Fact]
    public async Task Neither_strangers_nor_who_wants_the_task_decide()
    {
        var (task, approval) = await AskAsync("a3");
        using var stranger = await ClientAsync("group:default/others", Role.Approver);

        using var foreign = await DecideAsync(stranger, task, approval, "approve");
        using var own = await DecideAsync(fixture.Host.Client, task, approval, "approve");
        using var unknown = await DecideAsync(stranger, task, "nothing", "approve");
        using var wrong = await DecideAsync(stranger, task, approval, "perhaps");

        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        Assert.Contains("approval-not-yours", await foreign.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, own.StatusCode);
        Assert.Contains("approval-own-request", await own.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        using var listed = await fixture.Host.Client.GetAsync($"scaffolder/v2/tasks/{task}/approvals", Cancel);
        Assert.Contains("\"pending\"", await listed.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fail", "approval-expired")]
    [InlineData("reject", "approval-rejected")]
    [InlineData("approve", null)]
    public async Task A_question_that_nobody_answers_has_the_outcome_that_the_template_says(string outcome, string? code)
    {
        fixture.Define($"asks-{outcome}", Steps("PT1S", outcome));
        var task = await fixture.StartAsync($"asks-{outcome}", $"a4{outcome}");
        var events = await fixture.Scaffolder.FollowAsync(task, Cancel);

        Assert.Equal(code, events[^1].Body.Error?.Problems[0].Code);
        Assert.Contains(
            events, entry => entry.Body.Message.StartsWith("Nobody decided until", StringComparison.Ordinal));
        Assert.Contains(
            "approval expired", await fixture.Host.Client.GetStringAsync($"audit?subject={task}", Cancel),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_waiting_task_leaves_its_slot_to_others()
    {
        fixture.Define("asks-narrow", Steps("P1D", "fail"), "  limits: { concurrent: 1 }");
        var first = await fixture.StartAsync("asks-narrow", "a5");
        await fixture.Scaffolder.UntilAsync(first, IsAsked, Cancel);

        var second = await fixture.StartAsync("asks-narrow", "a6");

        await fixture.Scaffolder.UntilAsync(second, IsAsked, Cancel);
    }

    [Fact]
    public async Task Members_are_known_by_the_catalog_and_by_every_way_they_call()
    {
        var catalog = new People(
            Entity("User", "jane", """{"spec":{"memberOf":["platform-team"]}}"""),
            Entity("Group", "platform-team", """{"spec":{"members":["joe"]}}"""));
        var membership = new GroupMembership(catalog);
        var group = EntityRef.Parse(Group);

        Assert.True(await membership.IsMemberAsync(new("user:default/jane", "Jane", []), group, Cancel));
        Assert.True(await membership.IsMemberAsync(new("backstage:user:default/jane", "user:default/jane", []), group, Cancel));
        Assert.True(await membership.IsMemberAsync(new("key:1", "user:default/joe", []), group, Cancel));
        Assert.False(await membership.IsMemberAsync(new("key:2", "jane", []), group, Cancel));
        Assert.False(await membership.IsMemberAsync(new("user:default/eve", "Eve", []), group, Cancel));
    }

    [Fact]
    public async Task Members_of_groups_within_the_group_may_approve_however_deep()
    {
        var catalog = new People(
            Entity("Group", "platform-team", """{"spec":{"children":["listed"]}}"""),
            Entity("Group", "listed", """{"spec":{"members":["joe"],"children":["deeper","platform-team"]}}"""),
            Entity("Group", "claims", """{"spec":{"parent":"listed"}}"""),
            Entity("Group", "deep", """{"spec":{"parent":"group:default/claims"}}"""),
            Entity("Group", "above", """{"spec":{"children":["platform-team"]}}"""),
            Entity("User", "jane", """{"spec":{"memberOf":["deep"]}}"""),
            Entity("User", "ann", """{"spec":{"memberOf":["deeper"]}}"""),
            Entity("User", "boss", """{"spec":{"memberOf":["above"]}}"""),
            Entity("User", "eve", """{"spec":{"memberOf":["others"]}}"""));
        var membership = new GroupMembership(catalog);
        var group = EntityRef.Parse(Group);

        foreach (var person in new[] { "jane", "ann", "joe" })
        {
            Caller caller = new($"user:default/{person}", person, []);
            Assert.True(await membership.IsMemberWithinAsync(caller, group, Cancel), person);
            Assert.False(await membership.IsMemberAsync(caller, group, Cancel), person);
        }

        foreach (var person in new[] { "boss", "eve", "nobody" })
        {
            Assert.False(await membership.IsMemberWithinAsync(new($"user:default/{person}", person, []), group, Cancel), person);
        }

        Assert.True(await membership.IsMemberWithinAsync(new("key:1", "group:default/deep", []), group, Cancel));
        Assert.False(await membership.IsMemberWithinAsync(new("key:2", "group:default/above", []), group, Cancel));
        Assert.True(await membership.IsMemberWithinAsync(new("key:3", Group, []), group, Cancel));
    }

    private static bool IsAsked(TaskEvent entry) =>
        entry.Body.Message.StartsWith("Waiting for the approval of", StringComparison.Ordinal);

    private static string Steps(string expiresAfter, string onExpiry) =>
        $$$"""
            - id: ask
              action: approval:wait
              input: { group: platform-team, expiresAfter: {{{expiresAfter}}}, onExpiry: {{{onExpiry}}} }
            - { id: a, name: A, action: 'test:conducted', input: { thing: '${{ parameters.name }}-a' } }
        """;

    private async Task<(TaskId Task, string Approval)> AskAsync(string name)
    {
        fixture.Define("asks", Steps("P1D", "fail"), "  parallel: true");
        var task = await fixture.StartAsync("asks", name);
        await fixture.Scaffolder.UntilAsync(task, IsAsked, Cancel);
        var told = JsonNode.Parse(await fixture.Host.Client.GetStringAsync($"scaffolder/v2/tasks/{task}/approvals", Cancel));
        return (task, Assert.Single(told!["approvals"]!.AsArray())!["id"]!.GetValue<string>());
    }

    private Task<HttpResponseMessage> DecideAsync(
        HttpClient client, TaskId task, string approval, string decision, string? comment = null)
    {
        var body = new JsonObject { ["decision"] = decision };
        if (comment is not null)
        {
            body["comment"] = comment;
        }

        return fixture.PostAsync($"scaffolder/v2/tasks/{task}/approvals/{approval}", body, client);
    }

    private async Task<HttpClient> ClientAsync(string name, Role role)
    {
        var key = ApiKey.Generate();
        await fixture.Host.Services.GetRequiredService<IApiKeyStore>().AddAsync(
            new(key.Id, name, [role], key.SecretHash, TimeProvider.System.GetUtcNow(), "test"), Cancel);
        var client = new HttpClient { BaseAddress = fixture.Host.Client.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key.Reveal());
        return client;
    }

    private static CatalogEntity Entity(string kind, string name, string body) =>
        new(EntityRef.Create(kind, "default", name), "uid", "etag", JsonNode.Parse(body)!.AsObject(), "test");

    private sealed class People(params CatalogEntity[] entities) : ICatalogReader
    {
        public Task<CatalogEntity?> FindAsync(EntityRef entityRef, CancellationToken cancellationToken) =>
            Task.FromResult(entities.FirstOrDefault(entity => entity.Ref == entityRef));
    }
}

using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Identity;
using Platform.Adapters.Graph;
using Platform.Core.Catalog.People;
using Platform.TestKit.People;

namespace Platform.Adapters.Tests.Graph;

public sealed class GraphPeopleTests : IAsyncLifetime
{
    private GraphDouble _graph = null!;
    private GraphHttp _http = null!;
    private JsonNode? _memory;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _graph = await GraphDouble.StartAsync();
        _http = NewHttp();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _graph.DisposeAsync();
    }

    [Fact]
    public async Task Users_and_nested_groups_are_read_with_the_names_and_annotations_of_Backstage()
    {
        _graph.Tenant.PutUser("ada", "Ada Lovelace", "Ada@acme.com");
        _graph.Tenant.PutUser("svc", "Service", mail: null);
        _graph.Tenant.PutGroup("commerce", "Commerce", isTeam: true);
        _graph.Tenant.PutGroup("orders", "Orders");
        _graph.Tenant.Join("commerce", "group", "orders");
        _graph.Tenant.Join("commerce", "device", "laptop");
        _graph.Tenant.Join("orders", "user", "ada");

        var listing = await ReadAsync();

        var (ada, orders) = (UserOf(listing, "ada"), GroupOf(listing, "orders"));
        Assert.Null(listing.Failure);
        Assert.Equal(("ada_acme.com", "Ada Lovelace", "Ada@acme.com"), (ada.Name, ada.DisplayName, ada.Email));
        Assert.Equal(GraphTenant.IdOf("ada"), ada.Annotations["graph.microsoft.com/user-id"]);
        Assert.Equal(GraphTenant.IdOf("ada"), ada.Annotations["teams.microsoft.com/user-id"]);
        Assert.Equal("svc_acme.onmicrosoft.com", UserOf(listing, "svc").Name);
        Assert.Equal(("orders", "team", GraphTenant.IdOf("commerce"), GraphTenant.IdOf("ada")), (
            orders.Name, orders.Type, Assert.Single(orders.Parents), Assert.Single(orders.Members)));
        var (commerce, root) = (GroupOf(listing, "commerce"), listing.Groups.Single(group => group.Type == "root"));
        Assert.Equal(GraphTenant.IdOf("commerce"), commerce.Annotations["teams.microsoft.com/team-id"]);
        Assert.Equal(("acme_corp", root.Id), (root.Name, Assert.Single(commerce.Parents)));
        Assert.Empty(commerce.Members);
    }

    [Fact]
    public async Task Every_page_is_read_and_a_membership_in_parts_is_put_together()
    {
        _graph.PageSize = 7;
        _graph.Tenant.Put(OrganizationPlan.Of("big", users: 230, groups: 3));

        var listing = await ReadAsync();

        Assert.Equal((230, 4), (listing.Users.Count, listing.Groups.Count));
        Assert.Equal(
            OrganizationPlan.Of("big", 230, 3).Users.Count(user => user.Groups.Contains(0)),
            GroupOf(listing, "big-g0").Members.Count);
    }

    [Fact]
    public async Task The_second_round_asks_for_changes_only_and_what_is_not_told_stays()
    {
        _graph.Tenant.Put(OrganizationPlan.Of("acme", users: 150, groups: 4));
        _graph.PageSize = 50;
        var first = await ReadAsync();
        _graph.Tenant.RenameUser("acme-u1", "Renamed");
        _graph.Tenant.RemoveUser("acme-u2");
        _graph.Tenant.Leave("acme-g1", "user", "acme-u4");
        _graph.Tenant.RemoveGroup("acme-g3");
        var asked = _graph.Requests.Count;

        var second = await ReadAsync();

        Assert.Equal(3, _graph.Requests.Count - asked);
        Assert.Equal((3, 149), (second.Calls, second.Users.Count));
        Assert.Equal(("Renamed", "acme-u1@acme.example"), (
            UserOf(second, "acme-u1").DisplayName, UserOf(second, "acme-u1").Email));
        Assert.Equal(
            [GraphTenant.IdOf("acme-u2"), GraphTenant.IdOf("acme-g3")], second.Removed);
        Assert.Equal(
            GraphTenant.IdOf("acme-u4"),
            Assert.Single(GroupOf(first, "acme-g1").Members.Except(GroupOf(second, "acme-g1").Members)));
    }

    [Fact]
    public async Task An_account_that_is_switched_off_is_gone_and_comes_back()
    {
        _graph.Tenant.PutUser("ada", "Ada", "ada@acme.com");
        await ReadAsync();
        _graph.Tenant.PutUser("ada", "Ada", "ada@acme.com", enabled: false);
        var off = await ReadAsync();
        _graph.Tenant.PutUser("ada", "Ada", "ada@acme.com");
        var on = await ReadAsync();

        Assert.Empty(off.Users);
        Assert.Equal([GraphTenant.IdOf("ada")], off.Removed);
        Assert.Single(on.Users);
        Assert.Empty(on.Removed);
    }

    [Theory]
    [InlineData(410, "resyncRequired")]
    [InlineData(400, "syncStateNotFound")]
    public async Task A_token_that_has_expired_costs_a_full_listing_that_calls_nobody_gone(int status, string code)
    {
        _graph.Tenant.Put(OrganizationPlan.Of("acme", users: 20, groups: 2));
        await ReadAsync();
        _graph.Tenant.RemoveUser("acme-u2");
        _graph.Add(new("users/delta?$deltatoken", status, Code: code));

        var listing = await ReadAsync();

        Assert.Null(listing.Failure);
        Assert.Equal(19, listing.Users.Count);
        // In a new round Graph may mention those who went, but what it says of them is no news.
        Assert.DoesNotContain(listing.Users, user => user.Id == GraphTenant.IdOf("acme-u2"));
    }

    [Theory]
    [InlineData(429, 0)]
    [InlineData(503, 0)]
    [InlineData(500, null)]
    [InlineData(GraphFault.HalfBody, null)]
    public async Task What_passes_is_sat_out(int status, int? retryAfter)
    {
        _graph.PageSize = 10;
        _graph.Tenant.Put(OrganizationPlan.Of("acme", users: 25, groups: 2));
        _graph.Add(new("users/delta?$skiptoken", status, retryAfter));

        var listing = await ReadAsync();

        Assert.Null(listing.Failure);
        Assert.Equal(25, listing.Users.Count);
    }

    [Theory]
    [InlineData("users/delta", 429, 3600, "graph-throttled")]
    [InlineData("groups/delta?$skiptoken", 429, 3600, "graph-throttled")]
    [InlineData("groups/delta", 503, 3600, "graph-unavailable")]
    [InlineData("users/delta?$skiptoken", GraphFault.HalfPage, null, "graph-unexpected-answer")]
    [InlineData("groups/delta", GraphFault.HalfBody, null, "graph-unavailable")]
    [InlineData("organization", 500, null, "graph-unavailable")]
    [InlineData("users/delta", 401, null, "graph-unauthorized")]
    [InlineData("users/delta", 403, null, "graph-forbidden")]
    [InlineData("users/delta", 418, null, "graph-rejected")]
    public async Task What_does_not_pass_breaks_the_listing_off_and_the_memory_stays(
        string path, int status, int? retryAfter, string code)
    {
        _graph.PageSize = 10;
        _graph.Tenant.Put(OrganizationPlan.Of("acme", users: 25, groups: 11));
        await ReadAsync();
        var memory = _memory!.ToJsonString();
        _graph.Tenant.Put(OrganizationPlan.Of("more", users: 25, groups: 11));
        _graph.Add(new(path, status, retryAfter) { Times = 50 });

        var broken = await ReadAsync();
        _graph.ClearFaults();
        var whole = await ReadAsync();

        Assert.Equal((code, retryAfter), (broken.Failure!.Code, (int?)broken.RetryAfter?.TotalSeconds));
        Assert.Equal(memory, broken.Memory!.ToJsonString());
        Assert.Equal((50, 23), (whole.Users.Count, whole.Groups.Count));
    }

    [Fact]
    public async Task A_link_that_leads_elsewhere_is_not_followed_with_the_token()
    {
        _memory = JsonNode.Parse("""{"usersLink":"https://evil.example/users/delta","users":{},"groups":{},"members":{}}""");

        var listing = await ReadAsync();

        Assert.Equal("graph-unexpected-answer", listing.Failure!.Code);
        Assert.Empty(_graph.Requests);
    }

    [Fact]
    public async Task Credentials_that_get_no_token_are_a_failure_without_the_secret()
    {
        using var http = NewHttp(new NoCredential());

        var listing = await new GraphPeople(http, _graph.TenantId).ReadAsync(null, Cancel);

        Assert.Equal("graph-unauthorized", listing.Failure!.Code);
        Assert.Contains("AADSTS7000215", listing.Failure.Message);
    }

    private async Task<PeopleListing> ReadAsync()
    {
        var listing = await new GraphPeople(_http, _graph.TenantId).ReadAsync(_memory, Cancel);
        // As it is kept between sweeps.
        _memory = listing.Memory is { } memory ? JsonNode.Parse(memory.ToJsonString()) : null;
        return listing;
    }

    private GraphHttp NewHttp(TokenCredential? credential = null) => new(
        credential ?? GraphDouble.Credential,
        new GraphOptions { PeopleGraphApiUrl = _graph.Root.AbsoluteUri, PeopleGraphLongestWaitSeconds = 20 },
        TimeProvider.System);

    private static DirectoryUser UserOf(PeopleListing listing, string name) =>
        listing.Users.Single(user => user.Id == GraphTenant.IdOf(name));

    private static DirectoryGroup GroupOf(PeopleListing listing, string name) =>
        listing.Groups.Single(group => group.Id == GraphTenant.IdOf(name));

    private sealed class NoCredential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new AuthenticationFailedException("AADSTS7000215: Invalid client secret provided.\nTrace ID: 1");

        public override ValueTask<AccessToken> GetTokenAsync(
            TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}

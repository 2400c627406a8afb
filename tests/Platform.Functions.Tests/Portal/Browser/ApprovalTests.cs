using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Platform.Functions.Tests.Portal.Browser;

/// <summary>A task that waits for an answer, and those who may give it.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ApprovalTests(PortalWorld world) : IClassFixture<PortalWorld>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_group_that_is_asked_answers_on_the_page_and_who_asked_can_not()
    {
        var task = await world.Scaffolder.CreateAsync("asked", world.Values(world.NewName()), Cancel);
        await using (var requester = await PortalVisit.BeginAsync(world.Host.Client))
        {
            await requester.OpenAsync(task);
            await requester.RunAsync("await page.getByRole('button', { name: 'Approve' }).click()");
            await requester.RunAsync("await page.getByText(\"Who asks for a task can't approve it.\").waitFor()");
            await requester.IsCleanAsync();
        }

        using var team = await KeyOfAsync("group:default/platform-team", "approver");
        await using var visit = await PortalVisit.BeginAsync(team);
        await visit.OpenAsync(task);
        await visit.RunAsync("await page.getByText('A new service costs <b>40 EUR</b> a month.', { exact: true }).waitFor()");
        Assert.Empty(await visit.AuditAsync());
        await visit.RunAsync(
            """
            await page.getByLabel('Comment (optional)').focus()
            await page.keyboard.type('Go ahead.')
            await page.keyboard.press('Tab')
            await page.keyboard.press('Tab')
            await page.keyboard.press('Enter')
            """);

        await visit.SaidAsync("The task is done.");
        await visit.RunAsync("await page.getByRole('heading', { name: 'Ask the platform team: Approved' }).waitFor()");
        await visit.RunAsync("await page.getByText('“Go ahead.”').waitFor()");
        await visit.IsCleanAsync();
    }

    private async Task<HttpClient> KeyOfAsync(string name, params string[] roles)
    {
        using var made = await world.Host.Client.PostAsJsonAsync("access/keys", new { name, roles }, Cancel);
        var key = (string)JsonNode.Parse(await made.Content.ReadAsStringAsync(Cancel))!["key"]!;
        var client = new HttpClient { BaseAddress = world.Host.ApiAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }
}

using Platform.TestKit.Browser;

namespace Platform.Functions.Tests.Portal.Browser;

/// <summary>What axe-core finds, in every state of the page, in light and in dark, on a desk and on a phone.</summary>
[Collection(BrowserCollection.Name)]
public sealed class AccessibilityTests(PortalWorld world) : IClassFixture<PortalWorld>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, 1280, "looked-at")]
    [InlineData(true, 390, "phone")]
    public async Task Nothing_stands_in_anybodys_way(bool dark, int width, string template)
    {
        var options = new BrowserOptions { IsDark = dark, Width = width, Height = 844, ReducedMotion = true };
        await using var visit = await PortalVisit.BeginAsync(world.Host.Client, options);
        var task = await world.Scaffolder.CreateAsync(template, world.Values(world.NewName()), Cancel);

        await visit.GoAsync(visit.AddressOf(task));
        await visit.RunAsync("await page.getByRole('heading', { name: 'Sign in' }).waitFor()");
        await FitsAsync(visit, "the sign-in");
        await visit.OpenAsync(task);
        await visit.StepAsync("Verify first CI run", "under way");
        await FitsAsync(visit, "a task under way");
        await visit.RunAsync("await page.getByRole('button', { name: /^The whole log/ }).click()");
        await FitsAsync(visit, "the log");
        await visit.RunAsync("await page.getByRole('button', { name: 'Cancel the task' }).click()");
        await visit.RunAsync("await page.getByRole('alertdialog').waitFor()");
        await FitsAsync(visit, "the question before cancelling");
        await visit.RunAsync("await page.getByRole('button', { name: 'Let it go on' }).click()");
        await visit.RunAsync("await page.getByRole('alertdialog').waitFor({ state: 'hidden' })");
        world.Open(template);
        await visit.SaidAsync("The task is done.");
        await FitsAsync(visit, "a task that is done");
        var broken = await world.Scaffolder.CreateAsync("broken", world.Values(world.NewName()), Cancel);
        await visit.GoAsync(visit.AddressOf(broken));
        await visit.SaidAsync("The task failed.");
        await FitsAsync(visit, "a task that failed");
        await visit.GoAsync($"{world.Host.ApiAddress}portal/tasks/none");
        await visit.RunAsync("await page.getByRole('heading', { name: 'There is no such task' }).waitFor()");
        await FitsAsync(visit, "no task");
        await visit.IsCleanAsync();
    }

    [Fact]
    public async Task Those_who_listen_hear_where_they_are_and_what_happens()
    {
        await using var visit = await PortalVisit.BeginAsync(world.Host.Client);
        var task = await world.Scaffolder.CreateAsync("broken", world.Values(world.NewName()), Cancel);
        await visit.OpenAsync(task);
        await visit.StatusAsync("Failed");

        await visit.SaidAsync("The task failed.");
        await visit.RunAsync("await page.getByRole('alert').waitFor()");
        var tree = await visit.TextAsync("return page.locator('body').ariaSnapshot()");
        Assert.Contains("- banner", tree);
        Assert.Contains("- main", tree);
        Assert.Contains("[level=1]", tree);
        Assert.Contains("heading \"Steps\" [level=2]", tree);
        Assert.Contains("progressbar \"Failed\"", tree);
        Assert.Contains("- alert", tree);
        Assert.Matches("button \"Rename what is not there failed [0-9.]+ s\" \\[expanded\\]", tree);
        await visit.IsCleanAsync();
    }

    private static async Task FitsAsync(PortalVisit visit, string what)
    {
        var found = await visit.AuditAsync();
        Assert.True(found.Count == 0, $"{what}:\n{string.Join('\n', found)}");
        var beyond = await visit.TextAsync(
            "return page.evaluate(() => String(document.documentElement.scrollWidth - document.documentElement.clientWidth))");
        Assert.True(beyond == "0", $"{what} is {beyond} pixels too wide.");
    }
}

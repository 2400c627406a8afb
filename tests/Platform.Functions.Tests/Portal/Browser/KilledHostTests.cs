using System.Text.Json.Nodes;
using Platform.TestKit.Hosting;
using Platform.TestKit.Scaffolding;

namespace Platform.Functions.Tests.Portal.Browser;

/// <summary>The platform dies while somebody watches.</summary>
[Collection(BrowserCollection.Name)]
public sealed class KilledHostTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_outlives_its_host_and_goes_on_by_itself_when_it_is_back()
    {
        var gates = Directory.CreateTempSubdirectory("platform-gates-");
        using var templates = new TemplateFolder().WithService("gated", PortalWorld.CommandOf(gates, "gated"));
        await using var host = await HostProcess.StartAsync(Cancel, settings => settings["TemplatesDirectory"] = templates.Path);
        await using var visit = await PortalVisit.BeginAsync(host.Client);
        var scaffolder = new ScaffolderClient(host.Client);
        var values = new JsonObject { ["name"] = "orders", ["organization"] = host.Organization };
        var task = await scaffolder.CreateAsync("gated", values, Cancel);
        await visit.OpenAsync(task);
        await visit.StepAsync("Verify first CI run", "under way");
        await visit.RunAsync("await page.evaluate(() => { window.same = 'page' })");

        host.Kill();
        await visit.RunAsync("await page.getByText('The connection is lost').waitFor()");
        host.Launch();
        await host.WaitUntilReadyAsync(Cancel);
        await visit.RunAsync("await page.getByText('The connection is lost').waitFor({ state: 'hidden' })");
        await File.WriteAllTextAsync(Path.Combine(gates.FullName, "gated"), "go on", Cancel);

        await visit.SaidAsync("The task is done.");
        await visit.StepAsync("Verify first CI run", "done");
        Assert.Equal("page", await visit.TextAsync("return page.evaluate(() => window.same)"));
        var events = await scaffolder.ReadEventsAsync(task, after: 0, Cancel);
        Assert.Equal(
            events.Select(told => told.Body.Message),
            await visit.LinesAsync(
                """
                await page.getByRole('button', { name: /^The whole log/ }).click()
                return page.getByRole('region', { name: 'All lines' }).locator('.line > span').allInnerTexts()
                """));
        Assert.Empty(await visit.LinesAsync("return seen.errors"));
        gates.Delete(recursive: true);
    }
}

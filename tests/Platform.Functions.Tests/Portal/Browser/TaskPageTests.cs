using Platform.Core.Scaffolding.Tasks;
using Platform.TestKit.Browser;

namespace Platform.Functions.Tests.Portal.Browser;

/// <summary>The page of a task in a real browser, on the real forge.</summary>
[Collection(BrowserCollection.Name)]
public sealed class TaskPageTests(PortalWorld world) : IClassFixture<PortalWorld>
{
    private const string Verify = "Verify first CI run";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_scaffold_is_watched_from_the_request_to_its_green_CI_run()
    {
        await using var visit = await PortalVisit.BeginAsync(world.Host.Client);
        var (name, task) = await StartAsync("watched");
        await visit.OpenAsync(task);

        await visit.StepAsync("Publish", "done");
        await visit.StepAsync(Verify, "under way");
        await visit.StatusAsync("Under way");
        Assert.Equal(visit.AddressOf(task), await visit.TextAsync("return page.url()"));
        Assert.Empty(await visit.LinesAsync("return (await page.getByRole('link', { name: 'Repository' }).all()).map(String)"));
        world.Open("watched");

        await visit.StatusAsync("Done");
        await visit.SaidAsync("The task is done.");
        await visit.StepAsync(Verify, "done");
        var repository = await visit.TextAsync("return page.getByRole('link', { name: 'Repository' }).getAttribute('href')");
        Assert.EndsWith($"/{world.Host.Organization}/{name}.git", repository);
        Assert.Equal("100%", await visit.TextAsync("return page.locator('.percent').innerText()"));
        Assert.Equal($"{name} completed", await visit.TextAsync("return page.title()"));
        var entity = await visit.TextAsync("return page.getByRole('link', { name: 'Entity' }).getAttribute('href')");
        using var answer = await world.Host.Client.GetAsync(new Uri(world.Host.ApiAddress, entity), Cancel);
        Assert.True(answer.IsSuccessStatusCode, entity);
        await visit.IsCleanAsync();
    }

    [Fact]
    public async Task A_reload_in_the_middle_shows_the_same_story()
    {
        await using var visit = await PortalVisit.BeginAsync(world.Host.Client);
        var (_, task) = await StartAsync("reloaded");
        await visit.OpenAsync(task);
        await visit.StepAsync(Verify, "under way");
        var before = await visit.LinesAsync(WholeLog);

        await visit.RunAsync("await page.reload()");

        await visit.StepAsync("Publish", "done");
        await visit.StepAsync(Verify, "under way");
        var after = await visit.LinesAsync(WholeLog);
        Assert.NotEmpty(before);
        Assert.Equal(before, after.Take(before.Count));
        world.Open("reloaded");
        await visit.StatusAsync("Done");
        await visit.IsCleanAsync();
    }

    [Fact]
    public async Task A_stream_that_ends_is_followed_by_the_next_and_nobody_notices()
    {
        await using var visit = await PortalVisit.BeginAsync(world.Host.Client);
        var (_, task) = await StartAsync("resumed");
        await visit.OpenAsync(task);
        await visit.StepAsync(Verify, "under way");
        await visit.RunAsync("await page.evaluate(() => { window.same = 'page' })");

        // Three streams from here on have come to their end; each began after the last event.
        await visit.RunAsync(
            """
            const open = () => page.waitForRequest((request) => request.url().includes('/eventstream?after='))
            let last
            for (let stream = 0; stream < 4; stream++) last = (await open()).url()
            if (/after=0$/.test(last)) throw new Error(last)
            if (await page.getByText('The connection is lost').isVisible())
              throw new Error('It says that the connection is lost.')
            """);
        world.Open("resumed");

        await visit.SaidAsync("The task is done.");
        Assert.Equal("page", await visit.TextAsync("return page.evaluate(() => window.same)"));
        var events = await world.Scaffolder.ReadEventsAsync(task, after: 0, Cancel);
        Assert.Equal(events.Select(told => told.Body.Message), await visit.LinesAsync(WholeLog));
        await visit.IsCleanAsync();
    }

    [Fact]
    public async Task Texts_of_templates_and_tasks_are_never_markup()
    {
        await using var visit = await PortalVisit.BeginAsync(world.Host.Client);
        var values = world.Values("<script>window.hacked=0</script>");
        var task = await world.Scaffolder.CreateAsync("hostile", values, Cancel);
        await visit.OpenAsync(task);
        await visit.SaidAsync("The task is done.");
        var log = string.Join('\n', await visit.LinesAsync(WholeLog));

        var links = await visit.LinesAsync(
            "return page.locator('main a').evaluateAll((all) => all.map((link) => `${link.textContent} ${link.href}`))");
        Assert.Equal(["<b>bold</b> https://example.org/fine?q=%3Cscript%3E"], links);
        Assert.Contains("<script>window.hacked=3</script>", log);
        Assert.Equal("<script>window.hacked=0</script>", await visit.TextAsync("return page.locator('h1').innerText()"));
        Assert.Contains("<iframe srcdoc=", await visit.TextAsync("return page.locator('main').innerText()"));
        Assert.Equal("none", await visit.TextAsync("return page.evaluate(() => String(window.hacked ?? 'none'))"));
        await visit.GoAsync($"{world.Host.ApiAddress}portal/tasks/%3Cimg%20src=x%20onerror=%22window.hacked=1%22%3E");
        await visit.RunAsync("await page.getByText('<img src=x onerror=\"window.hacked=1\">').waitFor()");
        Assert.Equal("none", await visit.TextAsync("return page.evaluate(() => String(window.hacked ?? 'none'))"));
        await visit.IsCleanAsync();
    }

    [Fact]
    public async Task A_key_signs_in_and_is_nowhere_afterwards()
    {
        await using var visit = await PortalVisit.BeginAsync(world.Host.Client);
        var task = await world.Scaffolder.CreateAsync("plain", world.Values(world.NewName()), Cancel);
        await visit.GoAsync(visit.AddressOf(task));
        var key = world.Host.Client.DefaultRequestHeaders.Authorization!.Parameter!;

        await visit.RunAsync("await page.getByLabel('API key').fill('pfk_wrong'); await page.keyboard.press('Enter')");
        await visit.RunAsync("await page.getByText('The API key is not valid').waitFor()");
        await visit.RunAsync("await page.getByLabel('API key').fill(argument); await page.keyboard.press('Enter')", key);
        await visit.StatusAsync("Done");

        Assert.Equal(
            "",
            await visit.TextAsync("return page.evaluate(() => document.cookie + JSON.stringify({ ...localStorage }).slice(2))"
                .Replace(".slice(2)", ".slice(0, -2)", StringComparison.Ordinal)));
        Assert.DoesNotContain(key, await visit.TextAsync("return page.content()"));
        await visit.RunAsync("await page.getByRole('button', { name: 'Sign out' }).click()");
        await visit.RunAsync("await page.getByRole('heading', { name: 'Sign in' }).waitFor()");
        await visit.RunAsync("await page.reload(); await page.getByRole('heading', { name: 'Sign in' }).waitFor()");
        await visit.IsCleanAsync();
    }

    [Fact]
    public async Task The_keyboard_reaches_everything_in_the_order_of_the_page()
    {
        await using var visit = await PortalVisit.BeginAsync(world.Host.Client, new BrowserOptions { ReducedMotion = true });
        var (_, task) = await StartAsync("typed");
        await visit.OpenAsync(task);
        await visit.StepAsync(Verify, "under way");

        var stops = await visit.LinesAsync(
            """
            const stops = []
            for (let press = 0; press < 30; press++) {
              await page.keyboard.press('Tab')
              const stop = await page.evaluate(() => {
                const focused = document.activeElement
                return (focused?.getAttribute('aria-label') ?? focused?.textContent ?? '').trim()
              })
              if (stop === '' || stops.includes(stop)) break
              stops.push(stop)
            }
            return stops.map((stop) => stop.replace(/[0-9.]+ (s|min).*$/, ''))
            """);
        Assert.Equal(
            [
                "Skip to the content", "Sign out", "Cancel the task", "Fetchdone", "Publishdone", "Registerdone",
                $"{Verify}under way",
            ],
            stops.Take(7));
        Assert.Contains(stops, stop => stop.StartsWith("The whole log", StringComparison.Ordinal));

        // A step is opened by a key, and the way to the content skips what is on every page.
        await visit.RunAsync(
            """
            await page.getByRole('button', { name: /^Fetch done/ }).focus()
            await page.keyboard.press('Enter')
            await page.getByRole('region', { name: 'Log of Fetch' }).waitFor()
            await page.keyboard.press('Space')
            await page.getByRole('region', { name: 'Log of Fetch' }).waitFor({ state: 'hidden' })
            await page.evaluate(() => document.querySelector('.skip').focus())
            await page.keyboard.press('Enter')
            await page.waitForFunction(() => document.activeElement.id === 'content')
            """);
        Assert.Equal("none", await visit.TextAsync(
            "return page.locator('.state-icon.processing').first().evaluate((icon) => getComputedStyle(icon).animationName)"));
        world.Open("typed");
        await visit.StatusAsync("Done");
        await visit.IsCleanAsync();
    }

    private const string WholeLog =
        """
        const all = page.getByRole('region', { name: 'All lines' })
        if (!(await all.isVisible())) await page.getByRole('button', { name: /^The whole log/ }).click()
        await all.waitFor()
        return all.locator('.line > span').allInnerTexts()
        """;

    private async Task<(string Name, TaskId Task)> StartAsync(string template)
    {
        var name = world.NewName();
        return (name, await world.Scaffolder.CreateAsync(template, world.Values(name), Cancel));
    }
}

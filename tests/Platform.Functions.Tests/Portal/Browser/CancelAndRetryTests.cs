using Platform.TestKit.Browser;

namespace Platform.Functions.Tests.Portal.Browser;

/// <summary>What a person may do with a task, by the keyboard alone.</summary>
[Collection(BrowserCollection.Name)]
public sealed class CancelAndRetryTests(PortalWorld world) : IClassFixture<PortalWorld>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_task_is_cancelled_and_taken_up_again_without_a_mouse()
    {
        await using var visit = await PortalVisit.BeginAsync(world.Host.Client, new BrowserOptions { ReducedMotion = true });
        var task = await world.Scaffolder.CreateAsync("stopped", world.Values(world.NewName()), Cancel);
        await visit.OpenAsync(task);
        await visit.StepAsync("Verify first CI run", "under way");

        // The harmless answer has the focus, and Escape is one, too.
        await visit.RunAsync(TabTo, "Cancel the task");
        await visit.RunAsync("await page.keyboard.press('Enter'); await page.getByRole('alertdialog').waitFor()");
        Assert.Equal("Let it go on", await FocusAsync(visit));
        await visit.RunAsync(
            "await page.keyboard.press('Escape'); await page.getByRole('alertdialog').waitFor({ state: 'hidden' })");
        await visit.RunAsync("await page.waitForFunction(() => document.activeElement?.textContent === 'Cancel the task')");

        await visit.RunAsync("await page.keyboard.press('Enter'); await page.getByRole('alertdialog').waitFor()");
        await visit.RunAsync("await page.keyboard.press('Tab')");
        Assert.Equal("Cancel the task", await FocusAsync(visit));
        await visit.RunAsync("await page.keyboard.press('Enter')");
        await visit.StatusAsync("Cancelled");
        await visit.SaidAsync("The task was cancelled.");

        // The focus is still where the button was: the next thing is the next key away.
        await visit.RunAsync(TabTo, "Retry from where it stopped");
        await visit.RunAsync("await page.keyboard.press('Enter')");
        await visit.StatusAsync("Under way");
        await visit.StepAsync("Verify first CI run", "under way");
        world.Open("stopped");
        await visit.StatusAsync("Done");
        await visit.SaidAsync("The task is done.");
        await visit.IsCleanAsync();
    }

    [Fact]
    public async Task Who_may_only_read_is_offered_nothing_that_would_be_refused()
    {
        using var reader = await world.Host.ClientWithAsync(Core.Access.Role.Reader);
        await using var visit = await PortalVisit.BeginAsync(reader);
        var task = await world.Scaffolder.CreateAsync("broken", world.Values(world.NewName()), Cancel);
        await visit.OpenAsync(task);

        await visit.SaidAsync("The task failed.");
        Assert.Equal("0", await visit.TextAsync(
            "return String(await page.getByRole('button', { name: /retry|cancel/i }).count())"));
        await visit.IsCleanAsync();
    }

    private const string TabTo =
        """
        for (let press = 0; press < 40; press++) {
          await page.keyboard.press('Tab')
          if (await page.evaluate((text) => document.activeElement?.textContent === text, argument)) return
        }
        throw new Error(`The keyboard does not reach '${argument}'.`)
        """;

    private static Task<string> FocusAsync(PortalVisit visit) =>
        visit.TextAsync("return page.evaluate(() => document.activeElement?.textContent ?? '')");
}

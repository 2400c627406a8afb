using System.Text.Json.Nodes;
using Platform.Functions.Tests.Portal.Browser;
using Platform.TestKit.Browser;

namespace Platform.Functions.Tests.Metrics.Surveys;

/// <summary>The page in a real browser, by keyboard alone, as axe-core and those who listen find it.</summary>
[Collection(BrowserCollection.Name)]
public sealed class SurveyPageTests(SurveyFixture fixture) : IClassFixture<SurveyFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_survey_is_answered_by_keyboard_and_nothing_stands_in_anybodys_way()
    {
        var id = await fixture.OpenAsync();
        var options = new BrowserOptions { Width = 390, Height = 844, ReducedMotion = true };
        await using var visit = await PortalVisit.BeginAsync(fixture.Host.Client, options);
        var address = $"{fixture.Host.ApiAddress}surveys/answer?t={fixture.TokenOf("cai3", id)}";

        await visit.GoAsync(address);
        Assert.Empty(await visit.AuditAsync());
        var tree = await visit.TextAsync("return page.locator('body').ariaSnapshot()");
        Assert.Contains("- main", tree);
        Assert.Contains("group \"I am satisfied with how I can work.\"", tree);
        Assert.Contains("radio \"4 agree\"", tree);
        Assert.Contains("textbox \"What should <change>?\"", tree);

        // Nothing chosen: the page says so, and keeps what was written.
        await visit.RunAsync("await page.getByRole('button', { name: 'Send' }).press('Enter')");
        await visit.RunAsync("await page.getByRole('alert').waitFor()");
        Assert.Empty(await visit.AuditAsync());

        await KeysAsync(visit, "Tab", "Space", "ArrowDown", "ArrowDown", "Tab", "Space", "Tab", "x", "Tab", "Enter");
        await visit.RunAsync("await page.getByRole('heading', { name: 'Thank you' }).waitFor()");
        Assert.Empty(await visit.AuditAsync());
        await visit.GoAsync(address);
        await visit.RunAsync("await page.getByRole('heading', { name: 'This link was used' }).waitFor()");
        await visit.IsCleanAsync();
    }

    private static async Task KeysAsync(PortalVisit visit, params string[] keys) => await visit.RunAsync(
        "for (const key of argument) { await page.keyboard.press(key); }",
        new JsonArray([.. keys.Select(key => JsonValue.Create(key))]));
}

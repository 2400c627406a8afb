using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Tasks;
using Platform.TestKit.Browser;

namespace Platform.Functions.Tests.Portal.Browser;

/// <summary>Somebody at a browser, who looks at a task's page of one platform.</summary>
internal sealed class PortalVisit : IAsyncDisposable
{
    private readonly BrowserDriver _browser;
    private readonly HttpClient _admin;

    private PortalVisit(BrowserDriver browser, HttpClient admin)
    {
        _browser = browser;
        _admin = admin;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="admin">Calls of the platform with an admin key; its base address is the API's.</param>
    public static async Task<PortalVisit> BeginAsync(HttpClient admin, BrowserOptions? options = null)
    {
        if (Chromium.Path is null)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", Chromium.Missing);
        }

        return new(await BrowserDriver.StartAsync(options ?? new(), Cancel), admin);
    }

    public string AddressOf(TaskId task) => new Uri(_admin.BaseAddress!, $"portal/tasks/{task}").AbsoluteUri;

    /// <summary>Signs in by a link's code, as from the demo's terminal.</summary>
    public async Task OpenAsync(TaskId task)
    {
        using var answer = await _admin.PostAsync("portal/links", null, Cancel);
        var code = (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["code"]!;
        await GoAsync($"{AddressOf(task)}#code={code}");
    }

    public Task GoAsync(string address) => RunAsync("await page.goto(argument)", address);

    public Task<JsonNode?> RunAsync(string script, JsonNode? argument = null) => _browser.RunAsync(script, Cancel, argument);

    public async Task<string> TextAsync(string script, JsonNode? argument = null) =>
        (string?)await RunAsync(script, argument) ?? "";

    public async Task<IReadOnlyList<string>> LinesAsync(string script, JsonNode? argument = null) =>
        [.. (await RunAsync(script, argument))!.AsArray().Select(line => (string)line!)];

    /// <summary>Waits until the task's badge says it.</summary>
    public Task StatusAsync(string words) =>
        RunAsync("await page.getByRole('progressbar', { name: argument, exact: true }).waitFor()", words);

    /// <summary>Waits until the step is in the state.</summary>
    public Task StepAsync(string name, string state) => RunAsync(
        "await page.getByRole('button', { name: new RegExp(`^${argument.name} ${argument.state}`) }).waitFor()",
        new JsonObject { ["name"] = name, ["state"] = state });

    /// <summary>Waits until those who listen are told it.</summary>
    public Task SaidAsync(string beginning) => RunAsync(
        "await page.getByRole('status').first().filter({ hasText: argument }).waitFor({ state: 'attached' })", beginning);

    public Task<IReadOnlyList<string>> AuditAsync() => LinesAsync("return await audit()");

    /// <summary>
    /// Nothing but the page's own platform was asked, no policy was broken and no script failed. What the browser says about
    /// answers like 401 is no fault.
    /// </summary>
    public async Task IsCleanAsync()
    {
        var root = _admin.BaseAddress!.GetLeftPart(UriPartial.Authority);
        Assert.Empty(await LinesAsync("return seen.errors"));
        Assert.DoesNotContain(
            await LinesAsync("return seen.console"), line => !line.Contains("Failed to load resource", StringComparison.Ordinal));
        Assert.All(
            await LinesAsync("return seen.requests"),
            request => Assert.StartsWith($"{root}/", request, StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync() => _browser.DisposeAsync();
}

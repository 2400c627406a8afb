using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Platform.Adapters.GitHub;
using Platform.Adapters.GitHub.Budget;
using Platform.Adapters.GitHub.Http;
using Platform.Adapters.GitHub.PullRequests;
using Platform.Adapters.GitHub.Reading;
using Platform.Adapters.Yaml;
using Platform.Core.Access;
using Platform.Core.Catalog.Discovery;
using Platform.Core.Catalog.Proposals;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;
using Platform.TestKit.Catalog;
using Platform.TestKit.Catalog.Discovery;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.GitHub.PullRequests;

/// <summary>Proposes to a repository of the forge, again and again while what comes of it is not final.</summary>
internal sealed class ProposalDriver : IBudgetWaits, IDisposable
{
    public const string Repository = "orders";

    private const int Attempts = 60;

    private readonly GitHubBudget _budget;
    private readonly HttpClient _http;

    private ProposalDriver(ForgeFixture forge, OrganizationDriver organization, int callTimeoutSeconds)
    {
        Organization = organization;
        var options = Options.Create(new GitHubOptions
        {
            GitHubApiUrl = forge.Url.AbsoluteUri,
            GitHubToken = forge.Token,
            GitHubIsForge = true,
            GitHubCallTimeoutSeconds = callTimeoutSeconds,
            GitHubSmallestWaitMilliseconds = 20,
            GitHubWaitWithoutHintSeconds = 0,
        });
        _budget = new(new MemoryBudgetRows(), BudgetLimits.Forge, TimeProvider.System);
        var client = new GitHubClientFactory(options, _budget, TimeProvider.System, NullLoggerFactory.Instance).Create();
        Reading = new GitHubReading(client, options, this, TimeProvider.System);
        Pulls = new GitHubPullRequests(client, options, this, TimeProvider.System);
        _http = new() { BaseAddress = new(forge.Url, $"repos/{organization.Name}/{Repository}/") };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", forge.Token);
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("platform-tests");
    }

    public OrganizationDriver Organization { get; }

    public IRepositoryReading Reading { get; }

    public IPullRequests Pulls { get; }

    public MemoryCatalog Catalog { get; } = new();

    public MemoryProposalRecords Records { get; } = new();

    public ProposalRequest Request { get; private set; } = null!;

    /// <param name="files">Of the repository; a README when there are none.</param>
    public static async Task<ProposalDriver> StartAsync(
        ForgeFixture forge, int callTimeoutSeconds = 30, params (string Path, string Text)[] files)
    {
        var driver = new ProposalDriver(
            forge, await OrganizationDriver.OpenAsync(forge.NewOrganization()), callTimeoutSeconds);
        await driver.Organization.CreateAsync(
            Repository, files.Length > 0 ? files : [("README.md", "# Orders\n\nTakes orders.\n"), ("CODEOWNERS", "* @acme/a")]);
        var name = RepositoryName.Create(driver.Organization.Name, Repository);
        var found = await driver.Reading.FindAsync(name, TestContext.Current.CancellationToken);
        driver.Request = new("test", name.ToString(), found.Value!.Id, new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero));
        return driver;
    }

    public Task<ProposalRecord?> LookAsync(string policy = "*=propose")
    {
        var proposer = new CatalogProposer(
            new RepositoryAnalysis(Reading, new YamlDocumentReader(), Catalog.Sources, Catalog.Store, DescriptorNames.Default),
            Pulls, Records, Catalog.Store, new YamlDocumentReader(), ProposalPolicy.Parse(policy).Value!,
            DescriptorNames.Default, new AuditTrail(Catalog.Audit, TimeProvider.System));
        return proposer.LookAsync(Request, TestContext.Current.CancellationToken);
    }

    /// <summary>As the queue repeats messages, and later sweeps ask again.</summary>
    public async Task<ProposalRecord> UntilAsync(ProposalState state)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (await LookAsync() is { } record && record.State == state)
                {
                    return record;
                }
            }
            catch (Exception passing) when (attempt < Attempts && passing is TransientSourceControlException or DiedException)
            {
                // Again.
            }

            Assert.True(attempt < Attempts, $"It is not {state}: {await Records.FindAsync(Request.Number, default)}");
        }
    }

    public async Task<JsonNode?> GetAsync(string path)
    {
        using var answer = await _http.GetAsync(path, TestContext.Current.CancellationToken);
        return answer.IsSuccessStatusCode
            ? await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken)
            : null;
    }

    public async Task SendAsync(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    public async Task<IReadOnlyList<JsonNode>> PullsAsync() =>
        [.. (await GetAsync("pulls?state=all"))!.AsArray().Select(pull => pull!)];

    public Task ReportAsync(BudgetWait wait, CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        Organization.Dispose();
        _http.Dispose();
        _budget.Dispose();
    }
}

/// <summary>The process is no more.</summary>
internal sealed class DiedException() : Exception("died");

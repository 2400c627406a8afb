using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Platform.Adapters.GitHub;
using Platform.Adapters.GitHub.Budget;
using Platform.Adapters.GitHub.Http;
using Platform.Adapters.GitHub.People;
using Platform.Adapters.GitHub.Reading;
using Platform.Core.Catalog.People;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;
using Platform.TestKit.Forge;

namespace Platform.Adapters.Tests.GitHub.Reading;

/// <summary>Reads from a forge in this process; every request and answer is checked against GitHub's description.</summary>
public sealed class ReadingDriver : IBudgetWaits, IAsyncLifetime
{
    private GitHubBudget? _budget;
    private ReadCalls? _calls;

    public ForgeDriver Forge { get; init; } = new();

    public IRepositoryReading Reading { get; private set; } = null!;

    public IRepositoryFolders Folders { get; private set; } = null!;

    public List<BudgetWait> Waits { get; } = [];

    public async ValueTask InitializeAsync()
    {
        await Forge.InitializeAsync();
        var options = Options.Create(new GitHubOptions
        {
            GitHubApiUrl = Forge.Url.AbsoluteUri,
            GitHubToken = Forge.Token,
            GitHubIsForge = true,
            GitHubSmallestWaitMilliseconds = 20,
            GitHubWaitWithoutHintSeconds = 0,
        });
        _budget = new(new MemoryBudgetRows(), BudgetLimits.Forge, TimeProvider.System);
        var factory = new GitHubClientFactory(options, _budget, TimeProvider.System, NullLoggerFactory.Instance);
        var transport = new ContractHandler(new SocketsHttpHandler { AllowAutoRedirect = false });
        var client = factory.Create(transport);
        Reading = new GitHubReading(client, options, this, TimeProvider.System);
        Folders = new GitHubFolders(
            client, options, this, RepositoryHost.Of(new Uri(options.Value.GitHubApiUrl)), TimeProvider.System);
        _calls = ReadCalls.Of(client, options.Value, this, TimeProvider.System);
    }

    /// <param name="organization">Whose members and teams are read.</param>
    /// <param name="profiles">How many profiles a listing asks for.</param>
    internal IPeopleDirectory People(string organization, int profiles) =>
        new GitHubPeople(organization, _calls!, profiles, TimeProvider.System);

    /// <summary>A repository with a README; the name as the platform writes it.</summary>
    public async Task<RepositoryName> NewRepositoryAsync(string? organization = null, string name = "service") =>
        RepositoryName.Parse((await Forge.NewRepositoryAsync(organization, name))["repos/".Length..]);

    /// <summary>Replaces all files on the branch.</summary>
    public Task<string> PushAsync(RepositoryName repository, params (string Path, string Text)[] files) =>
        Forge.PushFilesAsync($"repos/{repository}", files.ToDictionary(file => file.Path, file => file.Text));

    public Task FaultAsync(RepositoryName repository, string fault, string route, int times = 1, int skip = 0) => Forge.MustAsync(
        "POST", "_forge/faults", new { org = repository.Owner, fault, routePattern = route, times, skip, retryAfterSeconds = 1 });

    /// <summary>The status of every request to the organisation so far.</summary>
    public async Task<IReadOnlyList<int>> StatusesAsync(string organization) =>
    [
        .. (await Forge.MustAsync("GET", $"_forge/requests?org={organization}")).AsArray()
            .Where(request => $"{request!["method"]}" == "GET")
            .Select(request => (int)request!["status"]!),
    ];

    public Task ReportAsync(BudgetWait wait, CancellationToken cancellationToken)
    {
        Waits.Add(wait);
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _budget?.Dispose();
        await Forge.DisposeAsync();
    }
}

using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Octokit;
using Octokit.Internal;
using Platform.Adapters.GitHub.Budget;
using Platform.Adapters.GitHub.Reading;
using Platform.Adapters.Web;
using Platform.Core.SourceControl;

namespace Platform.Adapters.GitHub.Http;

/// <summary>
/// Builds the one client of the process: shared connections, and no request that passes by budget or telemetry.
/// </summary>
internal sealed class GitHubClientFactory(
    IOptions<GitHubOptions> options,
    GitHubBudget budget,
    TimeProvider clock,
    ILoggerFactory loggers,
    OutsideWrites? writes = null)
{
    public IGitHubClient Create()
    {
        var transport = WebTransport.Create();
        // An answer that was cut off is known by its length, which unpacking takes away.
        transport.AutomaticDecompression = DecompressionMethods.None;
        return Create(transport);
    }

    /// <summary>The same chain over another transport.</summary>
    internal IGitHubClient Create(HttpMessageHandler transport)
    {
        var settings = options.Value;
        var version = typeof(GitHubClientFactory).Assembly.GetName().Version?.ToString(3);

        // GitHubClient(header, uri) would append /api/v3/ to any host but github.com; a Connection takes the address as it is.
        var connection = new Connection(
            new ProductHeaderValue("Platform.Functions", version),
            settings.ApiUrl,
            new InMemoryCredentialStore(new Credentials(settings.GitHubToken)),
            new HttpClientAdapter(() => Handlers(settings, transport)),
            new ReadingJson());
        connection.SetRequestTimeout(settings.CallTimeout);
        return new GitHubClient(connection);
    }

    private CallTelemetryHandler Handlers(GitHubOptions settings, HttpMessageHandler transport) =>
        new(settings.ApiUrl, loggers.CreateLogger<CallTelemetryHandler>())
        {
            InnerHandler = new ReadOnlyHandler(writes ?? OutsideWrites.Allowed)
            {
                InnerHandler = new BudgetHandler(budget, settings.LimitWaits, settings.ApiUrl, clock)
                {
                    InnerHandler = new CallerTokenHandler(settings.ApiUrl)
                    {
                        InnerHandler = new WholeAnswerHandler { InnerHandler = transport },
                    },
                },
            },
        };
}

using System.Net.Http.Headers;
using Azure.Storage.Queues;

[assembly: AssemblyFixture(typeof(Platform.Conformance.Target.PlatformUnderTest))]
// The tests wait for another process, and hardly work themselves.
[assembly: Xunit.v3.Parallelization(MaxThreads = 8)]

namespace Platform.Conformance.Target;

/// <summary>
/// The platform that the suite judges: at <c>PLATFORM_BASE_URL</c>, or, without one, an app started for this run. What a setting
/// is missing for is skipped with a sentence that names it.
/// </summary>
public sealed class PlatformUnderTest : IAsyncLifetime
{
    private Func<string, string?> _setting = Environment.GetEnvironmentVariable;
    private StartedApp? _app;

    /// <value>The routes, with an admin key; paths have no leading slash.</value>
    public HttpClient Client { get; private set; } = null!;

    public HttpClient Anonymous { get; private set; } = null!;

    /// <value>What lies beside the routes, such as the host's own endpoints.</value>
    public Uri Root { get; private set; } = null!;

    public string WebhookSecret => Need("PLATFORM_WEBHOOK_SECRET");

    /// <value>Opens what the host itself serves; empty where it asks for none, as in the Core Tools.</value>
    public string SystemKey => _setting("PLATFORM_SYSTEM_KEY") ?? string.Empty;

    public async ValueTask InitializeAsync()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("PLATFORM_BASE_URL")))
        {
            _app = await StartedApp.StartAsync();
            _setting = _app.Setting;
        }

        Root = new Uri(_setting("PLATFORM_BASE_URL")!.TrimEnd('/') + '/');
        var key = _setting("PLATFORM_API_KEY");
        Client = ClientWith(string.IsNullOrEmpty(key)
            ? throw new InvalidOperationException("PLATFORM_API_KEY is missing; expected an admin key of this platform.")
            : key);
        Anonymous = ClientWith(null);
    }

    public HttpClient ClientWith(string? key)
    {
        var client = new HttpClient(new FreshCatalogReads())
        {
            BaseAddress = new Uri(Root, "api/"),
            Timeout = TimeSpan.FromSeconds(100),
        };
        client.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    /// <summary>Queues as pipelines use them; the encoding is the sender's choice.</summary>
    public QueueClient Queue(string name, QueueMessageEncoding encoding = QueueMessageEncoding.Base64) =>
        new(Need("PLATFORM_STORAGE"), name, new QueueClientOptions { MessageEncoding = encoding });

    public SourceControl SourceControl() =>
        new(new Uri(Need("PLATFORM_GITHUB_URL")), Need("PLATFORM_GITHUB_TOKEN"), Need("PLATFORM_ORGANIZATION"));

    /// <summary>The setting; without it the calling test is skipped.</summary>
    public string Need(string setting)
    {
        var value = _setting(setting);
        Assert.SkipWhen(string.IsNullOrEmpty(value), $"{setting} is not set.");
        return value!;
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        Anonymous?.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }
}

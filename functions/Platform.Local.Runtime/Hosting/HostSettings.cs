using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Platform.Local.Runtime.Queues;

namespace Platform.Local.Runtime.Hosting;

/// <summary>What host.json and the settings say to the host itself.</summary>
internal sealed partial class HostSettings
{
    /// <summary>The real host's own limit for a request's body.</summary>
    private const long DefaultBodyLimit = 104_857_600;

    private readonly IConfiguration _settings;

    public HostSettings(IConfiguration settings)
    {
        _settings = settings;
        var directory = settings["AzureWebJobsScriptRoot"] ?? AppContext.BaseDirectory;
        var host = new ConfigurationBuilder()
            .AddJsonFile(Path.GetFullPath(Path.Combine(directory, "host.json")), optional: true)
            .AddConfiguration(settings.GetSection("AzureFunctionsJobHost"))
            .Build();
        RoutePrefix = (host["extensions:http:routePrefix"] ?? "api").Trim('/');
        HubName = Resolve(host["extensions:durableTask:hubName"] ?? "TestHubName");
        DefaultVersion = host["extensions:durableTask:defaultVersion"] ?? string.Empty;
        MaxActivities = host.GetValue<int?>("extensions:durableTask:maxConcurrentActivityFunctions");
        Queues = QueueHostOptions.From(host, settings);
    }

    public string RoutePrefix { get; }

    public string HubName { get; }

    /// <summary>Of orchestrations that are started without a version.</summary>
    public string DefaultVersion { get; }

    public int? MaxActivities { get; }

    public QueueHostOptions Queues { get; }

    public long BodyLimit => _settings.GetValue("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", DefaultBodyLimit);

    /// <summary>The port to listen on; 0 for any free one; null when nothing is configured.</summary>
    public int? HttpPort => _settings.GetValue<int?>("LocalHttpPort");

    public string? ReadyFile => _settings["LocalReadyFile"];

    /// <summary>How long invocations in flight are waited for when the host stops.</summary>
    public TimeSpan DrainTimeout => _settings.GetValue("LocalDrainTimeout", TimeSpan.FromSeconds(5));

    /// <summary>As the real host does, a connection named X may also stand in the setting AzureWebJobsX.</summary>
    public string ConnectionString(string? name) => FindConnection(name)
        ?? throw new InvalidOperationException(
            $"The setting '{SettingOf(name)}' is missing; expected a storage connection string.");

    public string? FindConnection(string? name) =>
        _settings[SettingOf(name)] ?? _settings["AzureWebJobs" + SettingOf(name)];

    public bool Has(string setting) => _settings[setting] is not null;

    /// <summary>Replaces each <c>%setting%</c>.</summary>
    public string Resolve(string value) => SettingName.Replace(value, match =>
        _settings[match.Groups[1].Value]
        ?? throw new InvalidOperationException($"The setting '{match.Groups[1].Value}' is missing; '{value}' names it."));

    /// <summary>The settings that <see cref="Resolve"/> would ask for.</summary>
    public static IEnumerable<string> SettingsIn(string value) =>
        SettingName.Matches(value).Select(match => match.Groups[1].Value);

    private string SettingOf(string? name) => string.IsNullOrEmpty(name) ? LocalStorage.Setting : Resolve(name);

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex SettingName { get; }
}

using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Platform.Core.Health;
using Platform.Functions.Cli.Doctor.Probes;
using Platform.Functions.Health;
using Platform.Local.Runtime.Hosting;
using Platform.Local.Runtime.Supervisor;

namespace Platform.Functions.Cli.Doctor;

/// <summary>
/// From the machine over the settings to what the app depends on: the app's own list of probes, on the app's own composition. It
/// is composed and not started, so nothing listens, and nothing is worked on.
/// </summary>
internal sealed class Examination(IReadOnlyList<string> settings, Machine machine)
{
    private const string FileName = "settings file";

    private static readonly HealthPatience Patience = new(TimeSpan.FromSeconds(60));

    public async Task<IReadOnlyList<HealthLine>> RunAsync(CancellationToken cancellationToken)
    {
        var lines = new List<HealthLine>(await MachineAsync(cancellationToken));
        if (lines.Single(line => line.Name == FileName).Finding.Status == FindingStatus.Failed)
        {
            // The app can't even be composed then, and everything else would follow from this one line.
            return lines;
        }

        var builder = PlatformApp.CreateBuilder([.. settings]);
        builder.Logging.ClearProviders();
        var known = KnownSetting.AllOf(builder.Services);
        var unreadable = ReplaceUnreadable(builder.Configuration, known);
        var (services, local) = Acquire(builder.Configuration);
        await using (services)
        {
            lines.AddRange(await AppAsync(builder, known, unreadable, local, cancellationToken));
        }

        return lines;
    }

    private async Task<IReadOnlyList<HealthLine>> MachineAsync(CancellationToken cancellationToken)
    {
        await using var provider = new ServiceCollection()
            .AddLogging().AddSingleton(TimeProvider.System).AddSingleton(Patience).AddSingleton(machine)
            .AddProbe<DotnetProbe>("dotnet", ProbeTags.Machine)
            .AddProbe<NodeProbe>("node", ProbeTags.Machine)
            .AddProbe<GitProbe>("git", ProbeTags.Machine)
            .AddProbe<DiskProbe>("disk", ProbeTags.Machine)
            .AddProbe<SettingsFileProbe>(FileName, ProbeTags.Machine)
            .BuildServiceProvider();
        return await RunAsync(provider, _ => true, cancellationToken);
    }

    private async Task<IReadOnlyList<HealthLine>> AppAsync(
        FunctionsApplicationBuilder builder,
        IReadOnlyList<KnownSetting> known,
        IReadOnlyDictionary<string, string> unreadable,
        HealthLine local,
        CancellationToken cancellationToken)
    {
        string[] names = [.. known.Select(setting => setting.Name), .. KnownSetting.OfTheHost];
        builder.Services.AddSingleton(Patience).AddSingleton(machine)
            .AddProbe<UnknownSettingsProbe>("unknown settings", [ProbeTags.Machine], [names])
            .AddProbe<PortProbe>("port", ProbeTags.Machine)
            .AddProbe<HubProbe>("hub", ProbeTags.Vital);
        await using var provider = builder.Services.BuildServiceProvider();
        var hasStorage = local.Finding.Status != FindingStatus.Failed;
        bool IsWanted(ISet<string> tags) =>
            !tags.Contains(ProbeTags.Host) && (hasStorage || tags.Contains(ProbeTags.Machine));
        return
        [
            .. SettingLines.Of(
                known, unreadable, builder.Configuration, provider.GetRequiredService<IStartupValidator>().Validate),
            local,
            .. await RunAsync(provider, IsWanted, cancellationToken),
        ];
    }

    private static async Task<IReadOnlyList<HealthLine>> RunAsync(
        IServiceProvider provider, Func<ISet<string>, bool> wanted, CancellationToken cancellationToken)
    {
        var report = await provider.GetRequiredService<HealthCheckService>()
            .CheckHealthAsync(registration => wanted(registration.Tags), cancellationToken);
        return [.. report.Entries.Select(entry => HealthLine.Of(entry.Key, entry.Value))];
    }

    /// <summary>
    /// One text that can't be bound would hide what is wrong with all the others; the app's own default stands in.
    /// </summary>
    private static Dictionary<string, string> ReplaceUnreadable(
        ConfigurationManager configuration, IReadOnlyList<KnownSetting> known)
    {
        var unreadable = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var setting in known)
        {
            if (setting.Unreadable(configuration) is { } sentence)
            {
                unreadable[setting.Name] = sentence;
                configuration[setting.Name] = setting.Default;
            }
        }

        return unreadable;
    }

    private static (LocalServices? Services, HealthLine Line) Acquire(ConfigurationManager configuration)
    {
        try
        {
            var services = LocalStorage.AcquireFor(configuration);
            if (configuration.GetValue<bool>("GitHubIsForge") && string.IsNullOrEmpty(configuration["PlatformPublicUrl"]))
            {
                // The host fills in its own address, which the forge can reach.
                configuration["PlatformPublicUrl"] = "http://127.0.0.1";
            }

            return (services, Line(Finding.Fine(services is null
                ? "Not needed: the settings name a storage account."
                : "Storage on this machine is up, and the forge where GitHub is not set.")));
        }
        catch (LocalServicesException missing)
        {
            // What it would have filled in, so that the settings are judged as they would be.
            configuration["GitHubToken"] = configuration["GitHubToken"] is { Length: > 0 } token ? token : "forge";
            return (null, Line(Finding.Failed(
                missing.Message, "Mend that first: nothing that is kept in storage could be looked at.")));
        }
    }

    private static HealthLine Line(Finding finding) => new("local services", Vital: true, finding, 0);
}

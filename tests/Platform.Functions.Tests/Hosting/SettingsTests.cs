using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.TestKit.Hosting;

namespace Platform.Functions.Tests.Hosting;

public sealed class SettingsTests
{
    /// <summary>Read by the Functions host or by OpenTelemetry, and not by options of ours.</summary>
    private static readonly string[] HostSettings =
        ["FUNCTIONS_WORKER_RUNTIME", "LocalConsole", "OTEL_EXPORTER_OTLP_ENDPOINT"];

    [Fact]
    public void The_sample_has_every_option_and_nothing_else()
    {
        var options = OptionTypes(Services([]))
            .SelectMany(type => type.GetProperties())
            .Where(property => property.SetMethod is { IsPublic: true })
            .Select(property => property.Name);

        Assert.Equal(
            options.Concat(HostSettings).Order(StringComparer.Ordinal),
            PlatformHostSettings.Sample.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_sample_binds_and_is_valid_once_the_local_host_has_filled_in_the_forge()
    {
        using var provider = Services([
            .. PlatformHostSettings.Sample.Select(value => $"--{value.Key}={value.Value}"),
            "--GitHubApiUrl=http://127.0.0.1:1/", "--GitHubToken=forge", "--GitHubIsForge=true"]).BuildServiceProvider();

        provider.GetRequiredService<IStartupValidator>().Validate();
    }

    [Fact]
    public void Everything_that_is_wrong_is_named_at_once()
    {
        using var provider = Services([
            "--AzureWebJobsStorage=", "--AccessBootstrapKey=guess", "--AccessAdminKeyHash=guess", "--GitHubApiUrl=ftp://x",
            "--GitHubToken=", "--PlatformPublicUrl=nowhere"])
            .BuildServiceProvider();

        var failures = Assert.Throws<AggregateException>(provider.GetRequiredService<IStartupValidator>().Validate).ToString();

        Assert.All(
            [
                "AzureWebJobsStorage", "AccessBootstrapKey", "AccessAdminKeyHash", "GitHubApiUrl", "GitHubToken",
                "PlatformPublicUrl",
            ],
            setting => Assert.Contains(setting, failures));
        Assert.DoesNotContain("guess", failures);
    }

    [Fact]
    public void A_missing_schedule_is_asked_for_with_what_to_add()
    {
        using var provider = Services(["--GitHubToken=x", "--CatalogSweepSchedule=", "--PeopleSweepSchedule="])
            .BuildServiceProvider();

        var failures = Assert.Throws<AggregateException>(provider.GetRequiredService<IStartupValidator>().Validate).ToString();

        Assert.Contains("Add \"CatalogSweepSchedule\": \"0 47 * * * *\" to the Values of local.settings.json", failures);
        Assert.Contains("Add \"PeopleSweepSchedule\": \"0 23 * * * *\" to the Values of local.settings.json", failures);
        Assert.Equal("0 47 * * * *", PlatformHostSettings.Sample["CatalogSweepSchedule"]);
        Assert.Equal("0 23 * * * *", PlatformHostSettings.Sample["PeopleSweepSchedule"]);
    }

    /// <summary>The composition without a host: nothing is started and no service acquired.</summary>
    private static IServiceCollection Services(string[] args) => PlatformApp.CreateBuilder(args).Services;

    private static IEnumerable<Type> OptionTypes(IServiceCollection services) => services
        .Select(service => service.ServiceType)
        .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IConfigureOptions<>))
        .Select(type => type.GetGenericArguments()[0])
        .Where(type => type.Assembly.GetName().Name!.StartsWith("Platform.", StringComparison.Ordinal))
        .Distinct();
}

using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Metrics.Alerts;
using Platform.Core.Metrics.Kpis;
using Platform.Core.Metrics.Kpis.Figures;
using Platform.TestKit.Hosting;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Metrics;

/// <summary>People read the document, so it must say what the code does.</summary>
public sealed partial class PlatformDocumentTests
{
    private static readonly string[] Rows =
        [.. File.ReadAllLines(Path.Combine(RepositoryRoot.Path, "docs/platform-kpis.md"))
            .Select(line => Row().Match(line)).Where(match => match.Success).Select(match => match.Groups["name"].Value)];

    [Fact]
    public void Every_figure_and_every_rule_has_a_line()
    {
        string[] settings = [.. PlatformHostSettings.Sample.Select(setting => $"--{setting.Key}={setting.Value}")];
        var services = PlatformApp.CreateBuilder(settings).Services;
        using var provider = services.BuildServiceProvider();

        Assert.Empty(provider.GetServices<IKpi>().Select(kpi => kpi.Id).Except(Rows));
        Assert.Empty(provider.GetServices<IAlertRule>().Select(rule => rule.Id).Except(Rows));
        Assert.All(provider.GetServices<IAlertRule>(), rule => Assert.NotEmpty(rule.Runbook));
    }

    [Fact]
    public void Every_option_has_a_line() => Assert.Empty(
        NamesOf(typeof(PlatformOptions)).Where(name => name != "alerts")
            .Concat(NamesOf(typeof(AlertOptions)).Select(name => $"alerts.{name}"))
            .Except(Rows));

    [Theory]
    [InlineData("""{"adoptionShare":80}""", "adoptionShare")]
    [InlineData("""{"alerts":{"leastDeployments":5}}""", "alerts.leastDeployments")]
    [InlineData("""{"unheard":1}""", null)]
    public void A_wrong_option_is_told(string text, string? field)
    {
        var problem = Assert.Single(PlatformOptionsFile.Parse("options", text).Problems);

        Assert.Equal("options-invalid", problem.Code);
        Assert.Equal(field, field is null ? null : problem.Field);
    }

    private static IEnumerable<string> NamesOf(Type type) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.Name != "EqualityContract")
        .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name));

    [GeneratedRegex(@"\A\| `(?<name>[A-Za-z.-]+)` \|")]
    private static partial Regex Row();
}

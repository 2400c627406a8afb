using Platform.TestKit.Hosting;
using Platform.TestKit.Scaffolding;
using Platform.TestKit.Scaffolding.Killing;

namespace Platform.Functions.Tests.Scaffolding;

/// <summary>A quick run of the program <c>kill --scaffold</c>, which kills hundreds of times.</summary>
public sealed class ScaffoldKillTests
{
    [Fact]
    public async Task Scaffolds_survive_the_death_of_their_host()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var templates = KilledTemplate.Write(new TemplateFolder());
        await using var host = await HostProcess.StartAsync(cancel, settings => settings["TemplatesDirectory"] = templates.Path);
        using var forge = await ForgeApi.OpenAsync();

        var kill = new ScaffoldKill(host, forge, ["plain", "green"], inFlight: 3, new Random(7));
        var result = await kill.RunAsync(kills: 4, TestContext.Current.TestOutputHelper!.WriteLine, cancel);

        Assert.True(result.Violations.Count == 0, $"{string.Join('\n', result.Violations)}\n{host.Output}");
    }
}

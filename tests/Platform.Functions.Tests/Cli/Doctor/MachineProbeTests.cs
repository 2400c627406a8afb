using Platform.Core.Health;
using Platform.Functions.Cli.Doctor;
using Platform.Functions.Cli.Doctor.Probes;

namespace Platform.Functions.Tests.Cli.Doctor;

public sealed class MachineProbeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("doctor-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Machine Here => new(string.Empty, Path.Combine(_folder.FullName, "local.settings.json"));

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("v24.1.0", FindingStatus.Fine)]
    [InlineData("v22.0.0", FindingStatus.Fine)]
    [InlineData("v20.20.2", FindingStatus.Warning)]
    [InlineData("v18.0.0", FindingStatus.Failed)]
    [InlineData("nonsense", FindingStatus.Failed)]
    public void Node_is_judged_by_its_major_version(string version, FindingStatus expected)
    {
        var finding = NodeProbe.Judge(version, "11.0.0");

        Assert.Equal(expected, finding.Status);
        Assert.Contains(version, finding.Message);
    }

    [Theory]
    [InlineData(100, FindingStatus.Fine)]
    [InlineData(2, FindingStatus.Warning)]
    [InlineData(0.1, FindingStatus.Failed)]
    public void Room_on_the_disk_is_judged_before_it_runs_out(double free, FindingStatus expected) =>
        Assert.Equal(expected, DiskProbe.Judge(free).Status);

    [Theory]
    [InlineData("{\"Values\": {\"GitHubToken\": \"x\"}}", FindingStatus.Fine, "1 settings")]
    [InlineData("// comment\n{\"Values\": {\"A\": \"x\",},}", FindingStatus.Fine, "1 settings")]
    [InlineData("{\n  \"Values\": {", FindingStatus.Failed, "breaks at line 2")]
    [InlineData("{\"values\": {}}", FindingStatus.Failed, "no object 'Values'")]
    [InlineData("[]", FindingStatus.Failed, "no object 'Values'")]
    [InlineData("{\"Values\": {\"A\": {}, \"B__C\": \"x\"}}", FindingStatus.Failed, "A is no text; B__C has a name with '__'")]
    public async Task The_settings_file_is_judged_by_its_form(string text, FindingStatus expected, string part)
    {
        await File.WriteAllTextAsync(Here.SettingsFile, text, Cancel);

        var finding = await LookAsync();

        Assert.Equal(expected, finding.Status);
        Assert.Contains(part, finding.Message);
    }

    [Fact]
    public async Task Without_a_settings_file_the_defaults_apply() =>
        Assert.Equal(FindingStatus.Fine, (await LookAsync()).Status);

    [Fact]
    public async Task A_settings_file_that_can_not_be_read_ends_the_examination_there()
    {
        await File.WriteAllTextAsync(Here.SettingsFile, "{", Cancel);

        var lines = await new Examination([], Here).RunAsync(Cancel);

        Assert.Equal("settings file", lines[^1].Name);
        Assert.Equal(FindingStatus.Failed, lines[^1].Finding.Status);
        Assert.Contains("sample", lines[^1].Finding.Fix);
    }

    [Fact]
    public async Task A_misspelt_setting_is_found()
    {
        await File.WriteAllTextAsync(Here.SettingsFile, "{\"Values\": {\"GithubToken\": \"x\", \"GitHubTokn\": \"x\"}}", Cancel);

        var finding = await new UnknownSettingsProbe(Here, ["GitHubToken"]).LookAsync(Cancel);

        Assert.Equal(FindingStatus.Warning, finding.Status);
        Assert.EndsWith("what nothing reads: GitHubTokn (perhaps GitHubToken).", finding.Message);
    }

    private async Task<Finding> LookAsync()
    {
        try
        {
            return await new SettingsFileProbe(Here).LookAsync(Cancel);
        }
        catch (Exception failure)
        {
            return SettingsFileProbe.Explain(failure);
        }
    }
}

using Microsoft.Extensions.Configuration;
using Platform.Local.Runtime.Hosting;

namespace Platform.Local.Tests.Hosting;

public sealed class SettingsTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory().FullName;

    [Fact]
    public void The_command_line_wins_over_local_settings_json()
    {
        Write("""{ "IsEncrypted": false, "Values": { "FromFile": "file", "Both": "file", "Number": 5 } /* ours */ }""");

        var settings = Read("--Both=argument");

        Assert.Equal(("file", "argument", "5"), (settings["FromFile"], settings["Both"], settings["Number"]));
    }

    [Fact]
    public void A_settings_file_that_is_older_than_a_setting_gets_it_from_the_sample()
    {
        File.WriteAllText(
            Path.Combine(_directory, "local.settings.sample.json"), """{ "Values": { "Young": "sample", "Both": "sample" } }""");
        Assert.Null(Read()["Young"]);
        Write("""{ "Values": { "Both": "file" } }""");

        var settings = Read();

        Assert.Equal(("sample", "file"), (settings["Young"], settings["Both"]));
    }

    [Fact]
    public void A_settings_file_is_not_needed() => Assert.Equal("1", Read("--Only=1")["Only"]);

    [Theory]
    [InlineData("{ \"Values\": ")]
    [InlineData("{ \"Values\": 1 }")]
    [InlineData("[]")]
    public void An_unreadable_settings_file_is_named(string content)
    {
        Write(content);

        var refused = Assert.Throws<InvalidDataException>(() => Read());

        Assert.Contains(_directory, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Host_json_gives_defaults_of_the_real_host_where_it_is_silent_and_settings_override_it()
    {
        File.WriteAllText(Path.Combine(_directory, "host.json"), """{ "extensions": { "queues": { "batchSize": 10 } } }""");

        var host =
            new HostSettings(Read(
            $"--AzureWebJobsScriptRoot={_directory}", "--AzureFunctionsJobHost:extensions:queues:maxDequeueCount=2"));

        Assert.Equal("api", host.RoutePrefix);
        Assert.Equal((10, 5, 2), (host.Queues.BatchSize, host.Queues.Threshold, host.Queues.MaxDequeueCount));
        Assert.Equal(TimeSpan.Zero, host.Queues.VisibilityTimeout);
        Assert.Equal(TimeSpan.FromMinutes(1), host.Queues.MaxPollingInterval);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private void Write(string content) => File.WriteAllText(Path.Combine(_directory, "local.settings.json"), content);

    private IConfiguration Read(params string[] args)
    {
        var configuration = new ConfigurationBuilder();
        AppSettings.AddTo(configuration, args, _directory);
        return configuration.Build();
    }
}

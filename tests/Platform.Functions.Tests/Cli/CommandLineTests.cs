using Platform.Functions.Cli;

namespace Platform.Functions.Tests.Cli;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData(true, "demo")]
    [InlineData(true, "demo", "--exit")]
    [InlineData(true, "doctor")]
    [InlineData(true, "events", "validate")]
    [InlineData(true, "metrics", "replay")]
    [InlineData(false)]
    [InlineData(false, "--LocalHttpPort=0")]
    [InlineData(false, "dem")]
    public void The_command_line_exists_only_when_the_first_argument_is_a_verb(bool handles, params string[] args) =>
        Assert.Equal(handles, CommandLine.Handles(args));

    [Theory]
    [InlineData("--nope")]
    [InlineData("--set")]
    [InlineData("--set", "name")]
    [InlineData("--template")]
    public async Task A_wrong_argument_is_a_usage_error(params string[] args) =>
        Assert.Equal(ExitCode.Usage, await CommandLine.RunAsync(["demo", .. args]));
}

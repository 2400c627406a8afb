using Platform.Functions.Cli.Demo;

namespace Platform.Functions.Tests.Cli.Demo;

public sealed class DemoOptionsTests
{
    [Fact]
    public void Without_arguments_the_default_template_runs_and_the_host_stays()
    {
        var options = DemoOptions.Parse([]);

        Assert.Equal("node-service", options.Template);
        Assert.False(options.Exit);
        Assert.False(options.Json);
    }

    [Fact]
    public void Every_option_is_understood_in_any_order()
    {
        var options = DemoOptions.Parse(["--json", "--set", "name=a", "--exit", "--set", "text=x=y", "--template", "other"]);

        Assert.Equal("other", options.Template);
        Assert.True(options is { Exit: true, Json: true });
        Assert.Equal("a", options.Values["name"]);
        Assert.Equal("x=y", options.Values["text"]);
    }
}

using Platform.Local.Runtime.Supervisor;

namespace Platform.Local.Tests.Supervisor;

public sealed class NpmInstallTests
{
    private const string Installs = "echo called >> \"$here/calls\"; /bin/mkdir node_modules";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_node_the_sentence_says_what_to_install()
    {
        using var machine = new FakeNode(node: null, npm: "exit 0");

        var message = await FailureAsync(machine);

        Assert.Equal(
            "Node.js is needed for Things and was not found on the PATH. " +
            "Install Node.js 22 or newer (20 works, too) from https://nodejs.org, then try again.",
            message);
    }

    [Fact]
    public async Task Without_npm_the_sentence_says_so()
    {
        using var machine = new FakeNode(npm: null);

        Assert.StartsWith("npm is needed for Things and was not found", await FailureAsync(machine), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("echo v18.20.4", "v18.20.4")]
    [InlineData("echo what", "what")]
    public async Task A_node_that_is_too_old_or_not_node_is_named_with_its_version(string node, string version)
    {
        using var machine = new FakeNode(node, npm: "exit 0");

        var message = await FailureAsync(machine);

        Assert.Contains($"Node.js 20 or newer is needed for Things, but {machine.SearchPath}/node says '{version}'.", message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_install_shows_npms_last_lines_and_leaves_nothing_that_looks_installed()
    {
        using var machine = new FakeNode(npm: "/bin/mkdir node_modules; echo out; echo 'npm error code EUSAGE' >&2; exit 7");

        var message = await FailureAsync(machine);

        Assert.Contains("'npm ci' ended with status 7", message, StringComparison.Ordinal);
        Assert.Contains("npm error code EUSAGE", message, StringComparison.Ordinal);
        Assert.Contains("Run 'npm ci --ignore-scripts' in", message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Install(machine).Target));
    }

    [Fact]
    public async Task Without_a_network_the_sentence_says_so()
    {
        using var machine = new FakeNode(npm: "echo 'npm error code ENOTFOUND' >&2; exit 1");

        Assert.Contains("The npm registry can't be reached", await FailureAsync(machine), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_off_install_is_done_again()
    {
        using var machine = new FakeNode(npm: Installs);
        var unfinished = Directory.CreateDirectory(Path.Combine(machine.Parent, ".unfinished-1", "node_modules"));

        var target = await Install(machine).EnsureAsync(machine.SearchPath, null, Cancellation);

        Assert.True(Directory.Exists(Path.Combine(target, "node_modules")));
        Assert.False(unfinished.Exists && Directory.Exists(unfinished.FullName));
    }

    [Fact]
    public async Task Those_who_want_it_at_the_same_time_install_it_once()
    {
        using var machine = new FakeNode(npm: Installs);

        var targets = await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(_ => Install(machine).EnsureAsync(machine.SearchPath, null, Cancellation)));

        Assert.Single(targets.Distinct());
        Assert.Single(await File.ReadAllLinesAsync(machine.Calls, Cancellation));
    }

    [Fact]
    public async Task Another_lock_is_another_install()
    {
        using var machine = new FakeNode(npm: Installs);
        var before = await Install(machine).EnsureAsync(machine.SearchPath, null, Cancellation);

        await File.WriteAllTextAsync(Path.Combine(machine.Manifest, "package-lock.json"), "{ }", Cancellation);
        var after = await Install(machine).EnsureAsync(machine.SearchPath, null, Cancellation);

        Assert.NotEqual(before, after);
        Assert.Equal(2, (await File.ReadAllLinesAsync(machine.Calls, Cancellation)).Length);
    }

    [Fact]
    public async Task An_install_that_is_there_needs_no_npm()
    {
        using var machine = new FakeNode(npm: Installs);
        var target = await Install(machine).EnsureAsync(machine.SearchPath, null, Cancellation);

        Assert.Equal(target, await Install(machine).EnsureAsync("/nowhere", null, Cancellation));
    }

    [Fact]
    public async Task The_services_say_it_when_node_is_missing()
    {
        using var machine = new FakeNode(node: null);
        await using var root = new ServicesRoot();
        var options = root.Options(ServicesRoot.Short) with { SearchPath = machine.SearchPath };

        var failure = await Assert.ThrowsAsync<LocalServicesException>(
            () => LocalServices.AcquireAsync(options, null, Cancellation));

        Assert.StartsWith("Node.js is needed for Azurite", failure.Message, StringComparison.Ordinal);
    }

    private static NpmInstall Install(FakeNode machine) => new("Things", machine.Manifest, machine.Parent);

    private static async Task<string> FailureAsync(FakeNode machine)
    {
        var install = Install(machine).EnsureAsync(machine.SearchPath, null, Cancellation);
        return (await Assert.ThrowsAsync<LocalServicesException>(() => install)).Message;
    }
}

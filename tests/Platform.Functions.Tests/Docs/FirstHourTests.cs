using System.Diagnostics;
using System.Text.RegularExpressions;
using Platform.TestKit.Hosting;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Docs;

/// <summary>
/// Walks docs/first-hour.md: its commands run as they stand, one after the other in one shell, against a platform of their own,
/// and print what the page shows. What is said to be done by hand is done by this class: starting the platform, and naming it.
/// </summary>
public sealed partial class FirstHourTests
{
    private const string PagesOrganization = "acme";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    private static readonly string Root = RepositoryRoot.Path;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_command_prints_what_the_page_shows()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Root, "docs", "first-hour.md"), Cancel);
        var steps = Steps().Matches(page);
        Assert.InRange(steps.Count, 8, 30);
        await using var host = await HostProcess.StartAsync(Cancel, settings =>
        {
            settings["PeopleGitHubOrganizations"] = settings["CatalogOrganizations"];
            settings["CatalogProposals"] = "*=dry-run";
        });
        var services = await TestServices.Instance;
        using var shell = Shell(host, services.ForgeUrl, services.ForgeToken);
        try
        {
            foreach (Match step in steps)
            {
                var command = step.Groups["command"].Value;
                var printed = Lines(await RunAsync(shell, command), host.Organization);
                Assert.All(
                    Lines(step.Groups["shown"].Value, PagesOrganization),
                    line => Assert.True(
                        printed.Contains(line), $"{command}\nlacks: {line}\nin:\n{string.Join('\n', printed)}"));
            }
        }
        finally
        {
            shell.Kill(entireProcessTree: true);
        }
    }

    private static Process Shell(HostProcess host, Uri forge, string forgeToken)
    {
        var start = new ProcessStartInfo("bash")
        {
            WorkingDirectory = Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment =
            {
                ["ORG"] = host.Organization,
                ["FORGE"] = forge.ToString(),
                ["FORGE_TOKEN"] = forgeToken,
                ["PLATFORM_BASE_URL"] = host.Client.BaseAddress!.GetLeftPart(UriPartial.Authority),
                ["PLATFORM_API_KEY"] = host.Client.DefaultRequestHeaders.Authorization!.Parameter,
                ["PLATFORM_DLL"] = Path.Combine(AppContext.BaseDirectory, "Platform.Functions.dll"),
            },
        };
        var shell = Process.Start(start)!;
        shell.StandardInput.WriteLine("exec 2>&1; platform() { dotnet \"$PLATFORM_DLL\" \"$@\"; }");
        return shell;
    }

    private static async Task<string> RunAsync(Process shell, string command)
    {
        var end = $"end-{Guid.NewGuid():N}";
        await shell.StandardInput.WriteLineAsync($"{command}\necho; echo {end}".AsMemory(), Cancel);
        await shell.StandardInput.FlushAsync(Cancel);
        var lines = new List<string>();
        // The page waits for what it has begun; what never comes must not keep the tests waiting.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(Longest);
        while (await shell.StandardOutput.ReadLineAsync(patience.Token) is { } line && line != end)
        {
            lines.Add(line);
        }

        return string.Join('\n', lines);
    }

    /// <summary>Without what is different every time.</summary>
    private static List<string> Lines(string text, string organization) =>
    [
        .. text.Replace(organization, PagesOrganization, StringComparison.Ordinal).Split('\n')
            .Select(line => Changing().Replace(Blanks().Replace(line, " "), "#").Trim())
            .Where(line => line.Length > 0),
    ];

    [GeneratedRegex(@"```sh\n(?<command>.*?)```\n(?:\n```text\n(?<shown>.*?)```\n)?", RegexOptions.Singleline)]
    private static partial Regex Steps();

    /// <summary>Where the repository and the forge are.</summary>
    [GeneratedRegex("""https?://127\.0\.0\.1:\d+|file:/[^"\s]*?(?=/docs/first-hour)""")]
    private static partial Regex Changing();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}

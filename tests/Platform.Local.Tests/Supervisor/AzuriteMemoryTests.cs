using System.Diagnostics;
using System.Text;
using Platform.Local.Runtime.Supervisor;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Supervisor;

/// <summary>
/// Azurite lets go of contents that nothing refers to, and answers nobody meanwhile: more than a minute for 10,000 messages.
/// </summary>
public sealed class AzuriteMemoryTests
{
    private const string AskWhen = """
        const manager = service => {
          const made = require(`./${service}/gc/${service[0].toUpperCase()}${service.slice(1)}GCManager.js`).default;
          return new made({}, {}, {}, () => {}, {}).gcIntervalInMS;
        };
        console.log(manager("blob"), manager("queue"));
        """;

    [Fact]
    public async Task What_is_in_memory_is_kept_until_the_end()
    {
        var cancel = TestContext.Current.CancellationToken;
        var options = new LocalServicesOptions
        {
            RootDirectory = Path.Combine(RepositoryRoot.Path, ".local", "tests"),
            ToolsDirectory = Path.Combine(RepositoryRoot.Path, ".local"),
        };
        var install = AzuriteService.Install(options);
        var folder = await install.EnsureAsync(options.SearchPath, progress: null, cancel);
        var sources = Path.Combine(folder, "node_modules", "azurite", "dist", "src");

        // Beside Azurite's own start, so that the script is found where Azurite would be.
        var script = Path.Combine(sources, $"{Guid.NewGuid():n}.js");
        await File.WriteAllTextAsync(script, AskWhen, Encoding.UTF8, cancel);
        try
        {
            using var node = Process.Start(new ProcessStartInfo("node")
            {
                ArgumentList = { "--require", Path.Combine(install.Manifest, "keep-in-memory.cjs"), script },
                RedirectStandardOutput = true,
            })!;
            var told = await node.StandardOutput.ReadToEndAsync(cancel);
            await node.WaitForExitAsync(cancel);

            Assert.Equal($"{int.MaxValue} {int.MaxValue}", told.Trim());
        }
        finally
        {
            File.Delete(script);
        }
    }
}

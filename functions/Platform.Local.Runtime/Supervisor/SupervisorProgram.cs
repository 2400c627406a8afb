using System.Text.Json;

namespace Platform.Local.Runtime.Supervisor;

/// <summary>This assembly as a program. What to do comes as a line of JSON on standard input, unseen by other users.</summary>
internal static class SupervisorProgram
{
    /// <summary>Keeps the service of a <see cref="ServiceSpec"/>; the platform starts this itself.</summary>
    public const string Keep = "keep";

    /// <summary>
    /// Joins the services of a <see cref="LocalServicesOptions"/> until standard input ends; for other programs and tests.
    /// </summary>
    public const string Hold = "hold";

    private static async Task<int> Main(string[] args)
    {
        if (args is not [Keep or Hold] || await Console.In.ReadLineAsync().ConfigureAwait(false) is not { } line)
        {
            await Console.Error.WriteLineAsync($"Usage: {Keep}|{Hold}, with one line of JSON on standard input.")
                .ConfigureAwait(false);
            return 2;
        }

        return args[0] == Keep
            ? await KeeperProcess.RunAsync(Read<ServiceSpec>(line)).ConfigureAwait(false)
            : await HoldAsync(Read<LocalServicesOptions>(line)).ConfigureAwait(false);
    }

    private static async Task<int> HoldAsync(LocalServicesOptions options)
    {
        var progress = new Progress<string>(Console.Error.WriteLine);
        var services = await LocalServices.AcquireAsync(options, progress, CancellationToken.None).ConfigureAwait(false);
        await using (services.ConfigureAwait(false))
        {
            await Console.Out.WriteLineAsync(services.StorageConnectionString).ConfigureAwait(false);
            await Console.In.ReadToEndAsync().ConfigureAwait(false);
            return 0;
        }
    }

    private static T Read<T>(string line) => JsonSerializer.Deserialize<T>(line, SupervisorJson.Options)!;
}

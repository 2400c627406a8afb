using Platform.Core.Health;
using Platform.Core.Primitives;
using Platform.Functions.Health;

namespace Platform.Functions.Cli.Doctor;

/// <summary>
/// <c>doctor</c>: looks at everything that the app needs, without starting it, and says how to mend what is wrong.
/// </summary>
internal static class DoctorCommand
{
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var options = DoctorOptions.Parse(args);
        var lines = await new Examination(options.Settings, Machine.Current).RunAsync(cancellationToken);
        foreach (var line in lines)
        {
            await Console.Out.WriteLineAsync(options.Json ? JsonOf(line) : TextOf(line, lines.Max(other => other.Name.Length)));
        }

        await Console.Error.WriteLineAsync(Summary(lines));
        return lines.Any(line => line.Finding.Status == FindingStatus.Failed) ? ExitCode.EnvironmentAtFault : ExitCode.Fine;
    }

    internal static string JsonOf(HealthLine line) => PlatformJson.Serialize(new
    {
        line.Name,
        line.Finding.Status,
        line.Finding.Message,
        line.Finding.Fix,
    });

    internal static string TextOf(HealthLine line, int width)
    {
        var word = line.Finding.Status switch
        {
            FindingStatus.Fine => "fine   ",
            FindingStatus.Warning => "warning",
            _ => "FAILED ",
        };
        var text = $"{word}  {line.Name.PadRight(width)}  {line.Finding.Message}";
        return line.Finding.Fix is { } fix ? $"{text}\n{string.Empty.PadRight(width + 9)}  -> {fix}" : text;
    }

    private static string Summary(IReadOnlyList<HealthLine> lines)
    {
        int Count(FindingStatus status) => lines.Count(line => line.Finding.Status == status);
        var (failed, warnings) = (Count(FindingStatus.Failed), Count(FindingStatus.Warning));
        return $"{failed} failed, {warnings} to look at, {Count(FindingStatus.Fine)} fine.";
    }
}

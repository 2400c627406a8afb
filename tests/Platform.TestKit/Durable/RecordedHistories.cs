using System.Runtime.CompilerServices;
using Platform.Local.Runtime.Durable;

namespace Platform.TestKit.Durable;

/// <summary>
/// Histories in a folder beside the test that names it, one file per way through an orchestrator, called
/// <c>orchestrator.way.json</c>. They stand for instances in flight, so they are added and never rewritten.
/// </summary>
public sealed class RecordedHistories
{
    private RecordedHistories(string folder) => Folder = folder;

    public string Folder { get; }

    public IEnumerable<string> Files => Directory.EnumerateFiles(Folder, "*.json").Select(Path.GetFileName).Order()!;

    public IEnumerable<string> Orchestrators => Files.Select(file => file.Split('.')[0]).Distinct();

    public static RecordedHistories Beside([CallerFilePath] string test = "")
    {
        var folder = Path.Combine(Path.GetDirectoryName(test)!, "Histories");
        Directory.CreateDirectory(folder);
        return new(folder);
    }

    /// <returns>Null when today's orchestrator acts as the file says.</returns>
    public string? Check(DurableEngine engine, string file) =>
        engine.CheckHistory(File.ReadAllText(Path.Combine(Folder, file))) is { } difference ? $"{file}: {difference}" : null;

    /// <summary>Keeps an instance's history; one that is kept already stays as it is.</summary>
    public async Task RecordAsync(DurableEngine engine, string instanceId, string name, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Folder, $"{name}.json");
        if (!File.Exists(path))
        {
            await File.WriteAllTextAsync(
                path, await engine.RecordHistoryAsync(instanceId, cancellationToken), cancellationToken);
        }
    }
}

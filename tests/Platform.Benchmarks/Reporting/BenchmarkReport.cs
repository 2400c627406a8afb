using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Benchmarks.Reporting;

/// <summary>Prints figures beside their goals and, with <c>--json FILE</c>, writes them for machines.</summary>
internal sealed class BenchmarkReport(
    string benchmark, BenchmarkArguments arguments, IReadOnlyDictionary<string, string> conditions)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly List<Figure> _figures = [];

    public void Say(string line) => Console.Out.WriteLine(line);

    public void Add(Figure figure)
    {
        _figures.Add(figure);
        var value = figure.Value.ToString("#,0.###", CultureInfo.InvariantCulture);
        var verdict = figure.Goal is null ? string.Empty : $"   goal: {figure.Goal}, {(figure.Met == true ? "met" : "NOT met")}";
        Say($"  {figure.Name,-58} {value,12} {figure.Unit}{verdict}");
    }

    public async Task FinishAsync()
    {
        if (arguments.Text("json") is not { } file)
        {
            return;
        }

        var options = new Dictionary<string, string>(arguments.Values);
        options.Remove("json");
        options.Remove("storage");
        foreach (var (name, value) in conditions)
        {
            options[name] = value;
        }

        var machine = new
        {
            Cores = Environment.ProcessorCount,
            Os = RuntimeInformation.OSDescription,
            Architecture = RuntimeInformation.OSArchitecture.ToString(),
            Runtime = RuntimeInformation.FrameworkDescription,
        };
        var report = new { benchmark, machine, options, figures = _figures };
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(report, Json));
    }
}

namespace Platform.Functions.Tests.Drift.Reports;

/// <summary>A golden-path.yaml of its own, for one test.</summary>
internal sealed class GoldenPathTestFile : IDisposable
{
    public GoldenPathTestFile(string text) => File.WriteAllText(Path, text);

    public string Path { get; } =
        System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"golden-path-{Guid.NewGuid():N}.yaml");

    public void Dispose() => File.Delete(Path);
}

namespace Platform.Functions.Drift.GoldenPaths;

public sealed class GoldenPathOptions
{
    /// <value>Path of golden-path.yaml, or the address of its page in a repository of GitHub that the platform may read. Empty:
    /// every rule as it comes.</value>
    public string GoldenPathFile { get; set; } = string.Empty;
}

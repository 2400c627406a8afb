namespace Platform.Core.Drift.Content;

/// <summary>Finds signs of OpenTelemetry where packages, images and settings are named.</summary>
internal static class TelemetryReading
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "package.json", "pyproject.toml", "Pipfile", "go.mod", "pom.xml", "build.gradle", "build.gradle.kts", "Cargo.toml",
        "Gemfile", "composer.json", "Directory.Packages.props", "mix.exs",
    };

    public static bool Reads(string path)
    {
        var name = ContentPaths.NameOf(path);
        return Names.Contains(name) || RuntimeReading.IsDockerfile(name)
            || (name.StartsWith("requirements", StringComparison.Ordinal) && name.EndsWith(".txt", StringComparison.Ordinal))
            || name.EndsWith(".csproj", StringComparison.Ordinal);
    }

    public static bool IsSign(string path, string text) => Reads(path)
        ? Has(text, "opentelemetry") || Has(text, "OTEL_EXPORTER_")
        : ContentPaths.IsYaml(path) && (Has(text, "OTEL_EXPORTER_") || Has(text, "instrumentation.opentelemetry.io/inject-"));

    private static bool Has(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
}

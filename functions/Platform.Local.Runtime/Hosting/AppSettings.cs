using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Platform.Local.Runtime.Hosting;

/// <summary>The app's settings, in rising priority: local.settings.json, environment, command line.</summary>
internal static class AppSettings
{
    private const string FileName = "local.settings.json";

    /// <summary>As the Core Tools do, an app that says nothing runs in Development.</summary>
    public static string EnvironmentName =>
        Environment.GetEnvironmentVariable("AZURE_FUNCTIONS_ENVIRONMENT")
        ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
        ?? "Development";

    public static void AddTo(IConfigurationBuilder configuration, string[] args) => configuration
        .AddInMemoryCollection(FromFile(Path.Combine(AppContext.BaseDirectory, FileName)))
        .AddEnvironmentVariables()
        .AddCommandLine(args);

    private static Dictionary<string, string?> FromFile(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        var options = new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
        using var document = JsonDocument.Parse(File.ReadAllBytes(path), options);
        return document.RootElement.TryGetProperty("Values", out var values)
            ? values.EnumerateObject().ToDictionary(value => value.Name, value => (string?)value.Value.ToString())
            : [];
    }
}

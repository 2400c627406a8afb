using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Platform.Local.Runtime.LiveView;

namespace Platform.Local.Runtime.Hosting;

/// <summary>
/// The app's settings, in rising priority: local.settings.json, environment, command line. What a local.settings.json lacks,
/// because it is older than the setting, is taken from the sample beside it.
/// </summary>
internal static class AppSettings
{
    private const string FileName = "local.settings.json";
    private const string SampleName = "local.settings.sample.json";

    /// <summary>As the Core Tools do, an app that says nothing runs in Development.</summary>
    public static string EnvironmentName =>
        Environment.GetEnvironmentVariable("AZURE_FUNCTIONS_ENVIRONMENT")
        ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
        ?? "Development";

    public static void AddTo(IConfigurationBuilder configuration, string[] args) =>
        AddTo(configuration, args, AppContext.BaseDirectory);

    internal static void AddTo(IConfigurationBuilder configuration, string[] args, string directory) => configuration
        .AddInMemoryCollection(
            File.Exists(Path.Combine(directory, FileName)) ? FromFile(Path.Combine(directory, SampleName)) : [])
        .AddInMemoryCollection(FromFile(Path.Combine(directory, FileName)))
        .AddEnvironmentVariables()
        .AddInMemoryCollection(args.Contains(ConsoleView.Flag) ? [new(ConsoleView.Setting, "true")] : [])
        .AddCommandLine([.. args.Where(argument => argument != ConsoleView.Flag)]);

    private static Dictionary<string, string?> FromFile(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        var options = new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), options);
            return document.RootElement.TryGetProperty("Values", out var values)
                ? values.EnumerateObject().ToDictionary(value => value.Name, value => (string?)value.Value.ToString())
                : [];
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"{path} can't be read; expected a JSON object with an object 'Values'.", unreadable);
        }
    }
}

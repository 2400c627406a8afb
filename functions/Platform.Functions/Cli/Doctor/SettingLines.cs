using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Platform.Core.Health;
using Platform.Functions.Health;

namespace Platform.Functions.Cli.Doctor;

/// <summary>A line for each setting, with everything that is wrong with it; none shows a value.</summary>
internal static class SettingLines
{
    private const string Fix =
        "Set it in functions/Platform.Functions/local.settings.json, in the environment or, in Azure, among the app's settings.";

    /// <param name="unreadable">What <see cref="KnownSetting.Unreadable"/> found, by name.</param>
    /// <param name="validate">Throws what the app would throw at its start.</param>
    public static IEnumerable<HealthLine> Of(
        IReadOnlyList<KnownSetting> settings,
        IReadOnlyDictionary<string, string> unreadable,
        IConfiguration configuration,
        Action validate)
    {
        var failures = FailuresOf(validate);
        foreach (var setting in settings)
        {
            string[] wrong =
            [
                .. unreadable.TryGetValue(setting.Name, out var sentence) ? [sentence] : Array.Empty<string>(),
                .. failures.Where(failure => Names(failure, setting.Name)),
            ];
            yield return Line(setting.Name, wrong.Length > 0
                ? Finding.Failed(string.Join(' ', wrong), Fix)
                : Finding.Fine(Word(setting, configuration[setting.Name])));
        }

        foreach (var failure in failures.Where(failure => !settings.Any(setting => Names(failure, setting.Name))))
        {
            yield return Line("settings", Finding.Failed(failure, Fix));
        }
    }

    private static HealthLine Line(string name, Finding finding) => new(name, Vital: true, finding, 0);

    private static string Word(KnownSetting setting, string? text) =>
        string.IsNullOrEmpty(text) ? setting.Default.Length > 0 ? "Not set; the default is used." : "Not set."
        : text == setting.Default ? "Set to the default."
        : "Set.";

    private static bool Names(string failure, string setting) => Regex.IsMatch(failure, $@"\b{Regex.Escape(setting)}\b");

    private static IReadOnlyList<string> FailuresOf(Action validate)
    {
        try
        {
            validate();
            return [];
        }
        catch (OptionsValidationException invalid)
        {
            return [.. invalid.Failures];
        }
        catch (AggregateException several)
        {
            return [.. several.Flatten().InnerExceptions.SelectMany(
                inner => inner is OptionsValidationException invalid ? invalid.Failures : [inner.Message])];
        }
    }
}

namespace Platform.Functions.Hosting;

/// <summary>
/// Settings that say when a timer fires. The host reads them before any of our code runs, so code can't default them.
/// </summary>
internal static class TimerSettings
{
    /// <param name="usual">As in local.settings.sample.json.</param>
    public static string Missing(string setting, string usual) =>
        $"{setting} is missing. Add \"{setting}\": \"{usual}\" to the Values of local.settings.json or, in Azure, to the app's "
        + "settings; it has the six fields of NCRONTAB.";
}

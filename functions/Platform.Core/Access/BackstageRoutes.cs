namespace Platform.Core.Access;

/// <summary>The routes that stand in the place of Backstage's.</summary>
public static class BackstageRoutes
{
    private static readonly string[] Plugins = ["catalog", "scaffolder"];

    /// <summary>
    /// The plugin of Backstage in whose place a route stands, decided by the path's first segment below the host's route prefix;
    /// null for those that are only ours.
    /// </summary>
    public static string? PluginOf(string? path)
    {
        var segments = path?.Split('/', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return Plugins.FirstOrDefault(plugin => segments.Take(2).Contains(plugin, StringComparer.OrdinalIgnoreCase));
    }
}

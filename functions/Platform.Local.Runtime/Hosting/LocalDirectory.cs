using Microsoft.Extensions.Configuration;

namespace Platform.Local.Runtime.Hosting;

internal static class LocalDirectory
{
    /// <summary>The configured directory; else <c>.local</c> in the repository around the working directory, or in it.</summary>
    public static string Of(IConfiguration configuration)
    {
        if (configuration["LocalDirectory"] is { Length: > 0 } configured)
        {
            return Path.GetFullPath(configured);
        }

        var current = new DirectoryInfo(Environment.CurrentDirectory);
        var root = current;
        while (root is not null && !Path.Exists(Path.Combine(root.FullName, ".git")))
        {
            root = root.Parent;
        }

        return Path.Combine((root ?? current).FullName, ".local");
    }
}

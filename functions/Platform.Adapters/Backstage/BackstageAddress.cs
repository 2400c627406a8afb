using System.Diagnostics.CodeAnalysis;

namespace Platform.Adapters.Backstage;

/// <summary>The address of a Backstage: of its backend, with or without the path of the catalog's API.</summary>
public static class BackstageAddress
{
    public const string Requirements = "an http or https URL of the backend, without credentials or query";

    private const string Path = "/api/catalog";

    /// <param name="root">The root of the catalog's API, with a slash at its end.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Uri? root)
    {
        root = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url)
            || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0 || url.Query.Length + url.Fragment.Length > 0)
        {
            return false;
        }

        var path = url.AbsolutePath.TrimEnd('/');
        root = new Uri($"{url.Scheme}://{url.Authority}{(path.EndsWith(Path, StringComparison.Ordinal) ? path : path + Path)}/");
        return true;
    }

    /// <summary>The same Backstage by the same name, however its address was written.</summary>
    public static string NameOf(Uri root) => root.AbsoluteUri[..^(Path.Length + 1)];
}

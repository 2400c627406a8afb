using System.Collections.Frozen;
using System.Reflection;

namespace Platform.Functions.Portal;

/// <summary>One file that a page is made of, whole and compressed beforehand.</summary>
public sealed record PortalAsset(string ContentType, byte[] Bytes, byte[] Brotli, byte[] Gzip);

/// <summary>
/// The files of the portal's bundle, which the build put into this assembly. An address names one of them or nothing: there is no
/// folder that it could lead out of.
/// </summary>
public sealed class PortalAssets
{
    private const string Folder = "portal/";

    private static readonly FrozenDictionary<string, string> ContentTypes = new Dictionary<string, string>
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".woff2"] = "font/woff2",
    }.ToFrozenDictionary();

    private readonly Assembly _assembly = typeof(PortalAssets).Assembly;
    private readonly FrozenDictionary<string, PortalAsset> _assets;

    public PortalAssets()
    {
        const string Assets = $"{Folder}assets/";
        _assets = _assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Assets, StringComparison.Ordinal) && ContentTypes.ContainsKey(Path.GetExtension(name)))
            .ToFrozenDictionary(name => name[Assets.Length..], Load, StringComparer.Ordinal);
    }

    public IEnumerable<string> Names => _assets.Keys;

    public PortalAsset? Find(string path) => _assets.GetValueOrDefault(path);

    /// <summary>The markup of a page as it was built.</summary>
    public string ReadPage(string name) => System.Text.Encoding.UTF8.GetString(Read($"{Folder}{name}/index.html"));

    private PortalAsset Load(string name) =>
        new(ContentTypes[Path.GetExtension(name)], Read(name), Read($"{name}.br"), Read($"{name}.gz"));

    private byte[] Read(string name)
    {
        using var stream = _assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The build left {name} out.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}

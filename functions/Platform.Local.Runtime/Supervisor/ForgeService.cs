using System.Security.Cryptography;

namespace Platform.Local.Runtime.Supervisor;

/// <summary>How the embedded forge is started and addressed.</summary>
internal static class ForgeService
{
    public const string Name = "forge";

    public static ServiceSpec Spec(LocalServicesOptions options)
    {
        var beside = Path.GetDirectoryName(typeof(ForgeService).Assembly.Location)!;
        var program = options.ForgeAssembly ?? Path.Combine(beside, "Platform.Local.Forge.dll");
        var assembly = ShadowCopy.Of(program, options.Tools);
        var root = Path.GetFullPath(options.RootDirectory);
        var data = Path.Combine(root, options.InMemory ? "forge-volatile" : "forge");
        var readyFile = Path.Combine(new ServiceDirectory(root, Name).Root, "ready.json");
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));
        return new ServiceSpec
        {
            Name = Name,
            RootDirectory = options.RootDirectory,
            Signature = $"{Path.GetFileName(Path.GetDirectoryName(assembly))}, {Path.GetFileName(data)}",
            FileName = DotnetMuxer.Path,
            Arguments = ["exec", assembly, "--data", data, "--token", token, "--ready-file", readyFile],
            Environment = new Dictionary<string, string> { ["FORGE_STOP_WITH_INPUT"] = "1" },
            ReadyFile = readyFile,
            VolatileDirectory = options.InMemory ? data : null,
            Token = token,
            Linger = options.Linger,
        };
    }
}

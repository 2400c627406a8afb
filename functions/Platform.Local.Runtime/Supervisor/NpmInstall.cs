using System.Security.Cryptography;

namespace Platform.Local.Runtime.Supervisor;

/// <summary>
/// Installs a committed package-lock once per machine folder, whole or not at all: processes that want it at the same
/// time wait for the one that does it, and a broken-off attempt leaves nothing that looks finished.
/// </summary>
/// <param name="Name">For people: "Azurite".</param>
/// <param name="Manifest">The folder with package.json and package-lock.json.</param>
/// <param name="Parent">Where installs of this name live, each in a folder named by the lock's content.</param>
internal sealed record NpmInstall(string Name, string Manifest, string Parent)
{
    private static readonly string[] ManifestFiles = ["package.json", "package-lock.json"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>The folder that has, or will have, <c>node_modules</c>; its name identifies the versions.</summary>
    public string Target => Path.Combine(Path.GetFullPath(Parent), LockHash());

    /// <summary>Returns <see cref="Target"/>, installed.</summary>
    public async Task<string> EnsureAsync(string searchPath, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var target = Target;
        if (Directory.Exists(target))
        {
            return target;
        }

        var tools = await NodeTools.FindAsync(searchPath, Name, cancellationToken).ConfigureAwait(false);
        var lockFile = Path.Combine(Parent, "install.lock");
        using var installing = await FileLock.TakeAsync(
            lockFile, Patience, $"another process that installs {Name}", cancellationToken).ConfigureAwait(false);
        if (!Directory.Exists(target))
        {
            RemoveBrokenOff();
            await InstallAsync(target, tools, searchPath, progress, cancellationToken).ConfigureAwait(false);
        }

        return target;
    }

    private async Task InstallAsync(
        string target, NodeTools tools, string searchPath, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var temporary = Path.Combine(Parent, $".unfinished-{Environment.ProcessId}");
        Directory.CreateDirectory(temporary);
        foreach (var file in ManifestFiles)
        {
            File.Copy(Path.Combine(Manifest, file), Path.Combine(temporary, file));
        }

        progress?.Report($"Installing {Name} from npm into {target} (once; this takes a minute or two) ...");
        await NpmProcess.CleanInstallAsync(Name, temporary, tools, searchPath, progress, cancellationToken)
            .ConfigureAwait(false);
        Directory.Move(temporary, target);
        progress?.Report($"Installed {Name}.");
    }

    private void RemoveBrokenOff()
    {
        foreach (var folder in Directory.EnumerateDirectories(Parent, ".unfinished-*"))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private string LockHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in ManifestFiles)
        {
            hash.AppendData(File.ReadAllBytes(Path.Combine(Manifest, file)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Platform.Local.Runtime.Supervisor;

/// <summary>
/// Copies a program of ours out of the build output, named by its content, so that the next build
/// does not overwrite the assemblies of a process that still runs them.
/// </summary>
internal static class ShadowCopy
{
    private static readonly TimeSpan Retention = TimeSpan.FromDays(7);

    /// <summary>The path of the copied assembly. The name of its folder identifies the program's content.</summary>
    /// <param name="assembly">The program in the build output.</param>
    /// <param name="tools">The directory that holds the copies.</param>
    /// <param name="alone">The program needs nothing but the shared framework, so its dependencies stay where they are.</param>
    public static string Of(string assembly, string tools, bool alone = false)
    {
        var files = FilesOf(assembly, alone);
        var name = $"{Path.GetFileNameWithoutExtension(assembly)}-{HashOf(files)}";
        var target = Path.Combine(Path.GetFullPath(tools), "tools", name);
        if (!Directory.Exists(target))
        {
            RemoveOld(Path.GetDirectoryName(target)!);
            Copy(files, target);
        }

        Directory.SetLastWriteTimeUtc(target, TimeProvider.System.GetUtcNow().UtcDateTime);
        return Path.Combine(target, Path.GetFileName(assembly));
    }

    // Without a deps file next to it, the runtime takes every assembly in the program's folder: fewer files to keep in step.
    private static List<string> FilesOf(string assembly, bool alone)
    {
        var folder = Path.GetDirectoryName(assembly)!;
        List<string> files = [assembly, Path.ChangeExtension(assembly, ".runtimeconfig.json")];
        var dependencies = Path.ChangeExtension(assembly, ".deps.json");
        if (!alone && File.Exists(dependencies))
        {
            var targets = JsonNode.Parse(File.ReadAllText(dependencies))?["targets"]?.AsObject() ?? [];
            files.AddRange(targets
                .SelectMany(target => target.Value?.AsObject() ?? [])
                .SelectMany(library => library.Value?["runtime"]?.AsObject() ?? [])
                .Select(file => Path.Combine(folder, Path.GetFileName(file.Key)))
                .Where(File.Exists));
        }

        var missing = files.Find(file => !File.Exists(file));
        return missing is null
            ? [.. files.Distinct().Order(StringComparer.Ordinal)]
            : throw new LocalServicesException($"{missing} is missing. Build the solution (dotnet build), then try again.");
    }

    private static string HashOf(List<string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(file)));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private static void Copy(List<string> files, string target)
    {
        var temporary = $"{target}.{Guid.NewGuid():N}";
        Directory.CreateDirectory(temporary);
        foreach (var file in files)
        {
            File.Copy(file, Path.Combine(temporary, Path.GetFileName(file)));
        }

        try
        {
            Directory.Move(temporary, target);
        }
        catch (IOException) when (Directory.Exists(target))
        {
            Directory.Delete(temporary, recursive: true);
        }
    }

    private static void RemoveOld(string parent)
    {
        Directory.CreateDirectory(parent);
        var limit = TimeProvider.System.GetUtcNow().UtcDateTime - Retention;
        foreach (var folder in Directory.EnumerateDirectories(parent).Where(f => Directory.GetLastWriteTimeUtc(f) < limit))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

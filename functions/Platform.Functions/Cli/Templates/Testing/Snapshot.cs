using System.Text;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Functions.Cli.Templates.Testing;

/// <summary>A folder that holds what a case rendered when somebody last agreed with it.</summary>
internal sealed class Snapshot(string folder)
{
    /// <returns>A sentence for each file that differs; nothing when the snapshot was rewritten.</returns>
    public async Task<IReadOnlyList<string>> CompareAsync(
        IReadOnlyList<WorkspaceBody> bodies, bool update, CancellationToken cancellationToken)
    {
        if (update)
        {
            await RewriteAsync(bodies, cancellationToken);
            return [];
        }

        if (!Directory.Exists(folder))
        {
            return [$"there is no snapshot '{folder}'; make it with --update-snapshots"];
        }

        var kept = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/')).ToHashSet();
        var failures = new List<string>();
        foreach (var body in bodies)
        {
            if (!kept.Remove(body.Path))
            {
                failures.Add($"'{body.Path}' is not in the snapshot");
                continue;
            }

            var before = await File.ReadAllBytesAsync(Path.Combine(folder, body.Path), cancellationToken);
            if (!before.AsSpan().SequenceEqual(body.Content.Span))
            {
                failures.Add($"'{body.Path}' differs from the snapshot{FirstDifference(before, body.Content.Span)}");
            }
        }

        failures.AddRange(kept.Order(StringComparer.Ordinal).Select(path => $"'{path}' is in the snapshot and was not rendered"));
        return failures;
    }

    private async Task RewriteAsync(IReadOnlyList<WorkspaceBody> bodies, CancellationToken cancellationToken)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        foreach (var body in bodies)
        {
            var path = Path.Combine(folder, body.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, body.Content, cancellationToken);
        }
    }

    private static string FirstDifference(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        var (old, now) = (Encoding.UTF8.GetString(before).Split('\n'), Encoding.UTF8.GetString(after).Split('\n'));
        var line = old.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        return $" at line {line + 1}:\n    - {LineOf(old, line)}\n    + {LineOf(now, line)}";
    }

    private static string LineOf(string[] lines, int index) => index < lines.Length ? lines[index] : "(nothing)";
}

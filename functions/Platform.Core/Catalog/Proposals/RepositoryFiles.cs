using Platform.Core.SourceControl;

namespace Platform.Core.Catalog.Proposals;

/// <summary>The files of a repository's default branch; few of them are read, and each only once.</summary>
internal sealed class RepositoryFiles(IRepositoryReading reading, ListedRepository repository, RepositoryTree tree)
{
    // Each is a call to the host.
    private const int MostReads = 40;
    private const long LargestFile = 256 * 1024;

    private readonly Dictionary<string, TreeFile> _files = tree.Files.ToDictionary(file => file.Path, StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _texts = new(StringComparer.Ordinal);

    public ListedRepository Repository => repository;

    public IReadOnlyList<TreeFile> All => tree.Files;

    public bool Has(string path) => _files.ContainsKey(path);

    /// <returns>Null when there is no such file, when it is too large, and when too many were read already.</returns>
    public async Task<string?> TextAsync(string path, CancellationToken cancellationToken)
    {
        if (_texts.TryGetValue(path, out var known) || _texts.Count == MostReads
            || !_files.TryGetValue(path, out var file) || file.Size > LargestFile)
        {
            return known;
        }

        var text = await reading.BlobAsync(repository.Name, file.Sha, cancellationToken);
        return _texts[path] = text.Value;
    }

    public static string Join(string folder, string path) => folder.Length == 0 ? path : $"{folder}/{path}";
}

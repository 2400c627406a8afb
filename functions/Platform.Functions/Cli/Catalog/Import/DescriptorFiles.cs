using System.Text.Json.Nodes;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Primitives;

namespace Platform.Functions.Cli.Catalog.Import;

/// <summary>
/// Descriptors on this machine, with what their Location entities lead to: files beside them, and addresses that are registered.
/// </summary>
internal sealed class DescriptorFiles(IDocumentReader reader)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<JsonObject> _entities = [];
    private readonly SortedSet<string> _locations = new(StringComparer.Ordinal);
    private readonly List<string> _sentences = [];
    private readonly List<string> _faults = [];

    public IReadOnlyList<JsonObject> Entities => _entities;

    /// <value>Addresses that are to be registered.</value>
    public IReadOnlyList<string> Locations => [.. _locations];

    public IReadOnlyList<string> Sentences => _sentences;

    public IReadOnlyList<string> Faults => _faults;

    public void Register(string address) => _locations.Add(address);

    public static async Task<string> TextAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.EnvironmentAtFault, $"'{path}' can't be read: {unreadable.Message}");
        }
    }

    /// <summary>What can't be read of a file is told, and keeps nothing else from being read.</summary>
    public IReadOnlyList<JsonNode?> Documents(string path, string text)
    {
        var documents = new List<JsonNode?>();
        foreach (var read in reader.Read(path, text))
        {
            if (read.IsOk)
            {
                documents.Add(read.Value.Root);
            }
            else
            {
                _faults.AddRange(read.Problems.Select(problem => problem.ToString()));
            }
        }

        return documents;
    }

    /// <param name="isOptional">A file that is not there is no mistake.</param>
    public async Task AddAsync(string path, bool isOptional, CancellationToken cancellationToken)
    {
        var full = Path.GetFullPath(path);
        if (!_seen.Add(full))
        {
            return;
        }

        if (!File.Exists(full))
        {
            if (!isOptional)
            {
                _faults.Add($"There is no file '{full}', so what it describes is not imported.");
            }

            return;
        }

        foreach (var document in Documents(full, await TextAsync(full, cancellationToken)))
        {
            switch (document)
            {
                case JsonObject entity when (string?)(entity["kind"] as JsonValue) == "Location":
                    await FollowAsync(full, entity, cancellationToken);
                    break;
                case JsonObject entity:
                    _entities.Add(Placed(full, entity));
                    break;
                case not null:
                    _faults.Add($"A document of '{full}' is no entity, and is not imported.");
                    break;
            }
        }
    }

    /// <summary>As Backstage annotates what it reads from a file.</summary>
    private static JsonObject Placed(string path, JsonObject entity)
    {
        if (entity["metadata"] is JsonObject metadata)
        {
            if (metadata["annotations"] is not JsonObject annotations)
            {
                metadata["annotations"] = annotations = [];
            }

            annotations[LocationAnnotations.ManagedBy] = $"file:{path}";
            annotations[LocationAnnotations.Origin] = $"file:{path}";
        }

        return entity;
    }

    private async Task FollowAsync(string path, JsonObject location, CancellationToken cancellationToken)
    {
        var spec = location["spec"] as JsonObject ?? [];
        var isOptional = Text(spec["presence"]) == "optional";
        foreach (var target in (spec["targets"] as JsonArray ?? []).Prepend(spec["target"]).Select(Text).OfType<string>())
        {
            if (target.StartsWith("http://", StringComparison.Ordinal) || target.StartsWith("https://", StringComparison.Ordinal))
            {
                _locations.Add(target);
            }
            else if (target.AsSpan().ContainsAny("*?{["))
            {
                _sentences.Add(
                    $"'{target}' in '{path}' is a pattern of files, which is not followed; import their folder instead.");
            }
            else
            {
                await AddAsync(Path.Combine(Path.GetDirectoryName(path)!, target), isOptional, cancellationToken);
            }
        }
    }

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}

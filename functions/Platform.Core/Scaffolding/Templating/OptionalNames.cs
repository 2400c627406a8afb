namespace Platform.Core.Scaffolding.Templating;

/// <summary>
/// Dotted paths that may be undefined in strict mode: parameters that a form declares but a requester may leave out
/// (<c>parameters.description</c>), steps that a condition skipped (<c>steps.publish</c>). What is below an undefined value is
/// not
/// asked for again. <c>steps.publish.output.*</c> stands for everything below that path.
/// </summary>
public sealed class OptionalNames(IEnumerable<string> paths)
{
    private readonly HashSet<string> _paths = new(paths, StringComparer.Ordinal);

    public static OptionalNames None { get; } = new([]);

    public IReadOnlyCollection<string> Paths => _paths;

    public bool Allow(string path)
    {
        if (_paths.Contains(path))
        {
            return true;
        }

        for (var end = path.LastIndexOf('.'); end > 0; end = path.LastIndexOf('.', end - 1))
        {
            if (_paths.Contains($"{path[..end]}.*"))
            {
                return true;
            }
        }

        return false;
    }

    public OptionalNames With(IEnumerable<string> more) => new(_paths.Concat(more));
}

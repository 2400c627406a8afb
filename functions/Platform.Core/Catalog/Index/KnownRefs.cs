using System.Text.Json;

namespace Platform.Core.Catalog.Index;

/// <summary>
/// References by how they are written. A catalog names the same owners and systems again and again; each is read once.
/// For one thread.
/// </summary>
internal sealed class KnownRefs
{
    private const int LongestText = 256;

    private readonly Dictionary<(string? Kind, string Namespace), Dictionary<string, EntityRef?>> _byDefaults = [];
    private (string? Kind, string Namespace) _defaults = (null, string.Empty);
    private Dictionary<string, EntityRef?> _found = [];

    /// <param name="text">Stands at a text.</param>
    /// <returns>Null for what is no reference.</returns>
    public EntityRef? Find(ref Utf8JsonReader text, string? defaultKind, string defaultNamespace)
    {
        Choose((defaultKind, defaultNamespace));
        if (text.ValueSpan.Length > LongestText)
        {
            return Parse(text.GetString()!);
        }

        Span<char> written = stackalloc char[text.ValueSpan.Length];
        var read = written[..text.CopyString(written)];
        var byText = _found.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!byText.TryGetValue(read, out var known))
        {
            byText[read] = known = Parse(read.ToString());
        }

        return known;
    }

    private EntityRef? Parse(string text) =>
        EntityRef.TryParse(text, out var parsed, _defaults.Kind, _defaults.Namespace) ? parsed : null;

    private void Choose((string? Kind, string Namespace) defaults)
    {
        if (defaults == _defaults)
        {
            return;
        }

        _defaults = defaults;
        if (!_byDefaults.TryGetValue(defaults, out var found))
        {
            _byDefaults[defaults] = found = [];
        }

        _found = found;
    }
}

using System.Runtime.InteropServices;

namespace Platform.Core.Scaffolding.Templating;

/// <summary>What a parsed template is found by. A rendering that is found should not cost more than looking for it.</summary>
internal readonly struct TemplateKey(string source, TemplateSyntax syntax) : IEquatable<TemplateKey>
{
    private readonly string _source = source;

    private readonly int _dialect =
        (syntax.TrimBlocks ? 1 : 0) | (syntax.LstripBlocks ? 2 : 0) | (syntax.CookiecutterCompat ? 4 : 0);

    public bool Equals(TemplateKey other) =>
        _dialect == other._dialect && string.Equals(_source, other._source, StringComparison.Ordinal);

    public override bool Equals(object? obj) => obj is TemplateKey other && Equals(other);

    /// <summary>Of the whole source, several characters at a time; collisions only cost time, and entries are bounded.</summary>
    public override int GetHashCode()
    {
        const ulong Odd = 0x9E3779B97F4A7C15;
        var text = _source.AsSpan();
        var (hash, other) = ((ulong)_source.Length ^ ((ulong)_dialect << 32), Odd);
        var words = MemoryMarshal.Cast<char, ulong>(text);
        for (var i = 0; i + 1 < words.Length; i += 2)
        {
            hash = (ulong.RotateLeft(hash, 27) ^ words[i]) * Odd;
            other = (ulong.RotateLeft(other, 31) ^ words[i + 1]) * Odd;
        }

        foreach (var c in text[(words.Length / 2 * 8)..])
        {
            hash = (ulong.RotateLeft(hash, 27) ^ c) * Odd;
        }

        return (int)((hash ^ ulong.RotateLeft(other, 17)) >> 32);
    }
}

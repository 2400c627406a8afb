using System.Collections.Concurrent;

namespace Platform.Core.Scaffolding.Templating;

/// <summary>
/// Parsed templates by source and dialect. Parsing costs far more than rendering, and a task renders the same texts again.
/// </summary>
internal sealed class TemplateCache
{
    private const int MostTemplates = 4096;
    private const long MostCharacters = 16 * 1024 * 1024;
    private readonly ConcurrentDictionary<TemplateKey, CompiledTemplate> _templates = new();
    private long _characters;

    public static TemplateCache Shared { get; } = new();

    public CompiledTemplate Get(string source, TemplateSyntax syntax, RenderLimits limits)
    {
        var key = new TemplateKey(source, syntax);
        if (_templates.TryGetValue(key, out var known) && source.Length <= limits.MaxSource)
        {
            return known;
        }

        var parsed = CompiledTemplate.Parse(source, syntax, limits);
        if (_templates.Count >= MostTemplates || Interlocked.Add(ref _characters, source.Length) > MostCharacters)
        {
            // Starting over is rare and cheap, compared with keeping track of what was used last.
            _templates.Clear();
            Interlocked.Exchange(ref _characters, source.Length);
        }

        return _templates.GetOrAdd(key, parsed);
    }
}

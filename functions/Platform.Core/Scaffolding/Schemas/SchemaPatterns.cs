using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Platform.Core.Primitives;

namespace Platform.Core.Scaffolding.Schemas;

/// <summary>The compiled regular expressions of one schema, with JavaScript's meaning and a timeout.</summary>
internal sealed class SchemaPatterns
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(250);
    private readonly ConcurrentDictionary<string, Regex?> _compiled = new(StringComparer.Ordinal);

    /// <summary>Null when the pattern is no regular expression.</summary>
    public Regex? Get(string pattern) => _compiled.GetOrAdd(pattern, static source =>
    {
        try
        {
            return EcmaScriptPattern.Compile(source, Timeout);
        }
        catch (ArgumentException)
        {
            return null;
        }
    });
}

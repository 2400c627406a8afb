using System.Globalization;
using System.Text;
using Platform.Core.Primitives;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Platform.Adapters.Yaml;

/// <summary>
/// Reads YAML 1.2 with the core schema's types (only <c>true</c> and <c>false</c> are booleans), as npm <c>yaml</c> 2.x does for
/// Backstage; merge keys are ordinary keys. Reading is pure and safe to call from many threads.
/// </summary>
public sealed class YamlDocumentReader(YamlLimits? limits = null) : IDocumentReader
{
    public const int LargestFile = 1024 * 1024;

    private readonly YamlLimits _limits = limits ?? new YamlLimits();

    public IReadOnlyList<Result<SourceDocument>> Read(string file, string text)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes > _limits.MaxBytes)
        {
            return [TooLarge(file, bytes, _limits.MaxBytes)];
        }

        var documents = new List<Result<SourceDocument>>();
        var source = new YamlText(text);
        while (ReadUntilBroken(file, source, documents) is { } brokenAtLine && source.SkipToDocumentAfter(brokenAtLine))
        {
            // The rest of the stream starts at a document marker, so the broken document hides nothing behind it.
        }

        return documents;
    }

    /// <summary>The line at which a document broke, or null when the stream ended or its limit is reached.</summary>
    private int? ReadUntilBroken(string file, YamlText source, List<Result<SourceDocument>> documents)
    {
        var line = source.FirstLine;
        try
        {
            var parser = new Parser(source.Rest);
            parser.Consume<StreamStart>();
            while (!parser.Accept<StreamEnd>(out _))
            {
                line = source.LineOf(parser.Consume<DocumentStart>().Start);
                if (documents.Count >= _limits.MaxDocuments)
                {
                    documents.Add(TooMany(file, line));
                    return null;
                }

                documents.Add(new YamlComposer(file, documents.Count, source, _limits).Compose(parser));
                parser.Consume<DocumentEnd>();
            }

            return null;
        }
        catch (YamlDocumentException broken)
        {
            documents.Add(broken.Problem);
        }
        catch (YamlException broken)
        {
            documents.Add(Syntax(
                broken.Message,
                new SourcePlace(file, source.LineOf(broken.Start), (int)Math.Max(1, broken.Start.Column))));
        }
        catch (InvalidOperationException)
        {
            // The scanner's answer to some unclosed flow collections.
            documents.Add(Syntax("a list or mapping in brackets is not closed.", new SourcePlace(file, line, 1)));
        }
        catch (ArgumentException)
        {
            // The scanner's answer to a directive without its parts.
            documents.Add(Syntax("a directive is not complete.", new SourcePlace(file, line, 1)));
        }

        return line;
    }

    private static Problem Syntax(string reason, SourcePlace place) =>
        new("yaml-syntax", $"The YAML can't be read: {reason}", Place: place);

    /// <summary>For callers that know the size without having read the file.</summary>
    public static Problem TooLarge(string file, long bytes, int most = LargestFile) => new(
        "yaml-too-large",
        string.Create(CultureInfo.InvariantCulture, $"The file has {bytes} bytes; at most {most} are read."),
        Expected: string.Create(CultureInfo.InvariantCulture, $"at most {most} bytes"),
        Place: new SourcePlace(file, 1, 1));

    private Problem TooMany(string file, int line) => new(
        "yaml-too-many-documents",
        string.Create(CultureInfo.InvariantCulture, $"The file has more than {_limits.MaxDocuments} documents."),
        Expected: string.Create(CultureInfo.InvariantCulture, $"at most {_limits.MaxDocuments} documents"),
        Place: new SourcePlace(file, line, 1));
}

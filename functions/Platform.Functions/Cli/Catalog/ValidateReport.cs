using Platform.Core.Catalog.Validation;
using Platform.Core.Catalog.Validation.Reports;
using Platform.Core.Primitives;

namespace Platform.Functions.Cli.Catalog;

internal enum ValidateFormat
{
    /// <summary>A line per problem, for people.</summary>
    Text,

    /// <summary>A line per document.</summary>
    Json,

    /// <summary>One SARIF log of all files.</summary>
    Sarif,

    /// <summary>A line per problem, which GitHub shows beside the file's line in the pull request.</summary>
    GitHub,
}

/// <summary>Tells what was judged, as soon as the format allows.</summary>
internal sealed class ValidateReport(ValidateFormat format, TextWriter output, TextWriter prose)
{
    private readonly List<JudgedDocument> _kept = [];
    private readonly string _root =
        Environment.GetEnvironmentVariable("GITHUB_WORKSPACE") is { Length: > 0 } workspace ? workspace : ".";

    private int _documents;
    private int _faulty;

    public void Begin(int number, int files, string file)
    {
        // On GitHub's runners whatever is printed may be a command, and a file may have any name.
        if (format != ValidateFormat.GitHub)
        {
            prose.WriteLine($"[{number}/{files}] {file}");
        }
    }

    public void Write(JudgedDocument document)
    {
        _documents++;
        _faulty += document.Problems.Count > 0 ? 1 : 0;
        switch (format)
        {
            case ValidateFormat.Json:
                output.WriteLine(PlatformJson.Serialize(ValidationLine.Of(document)));
                break;
            case ValidateFormat.Sarif:
                _kept.Add(document);
                break;
            default:
                foreach (var problem in document.Problems)
                {
                    output.WriteLine(format == ValidateFormat.GitHub
                        ? GitHubAnnotation.Of(problem, InRepository(document.File)) : ProblemText.Of(problem));
                }

                break;
        }
    }

    /// <returns>The exit status: a reference that can't be read is a fault of the input, although the entity is valid.</returns>
    public int Finish(int files)
    {
        if (format == ValidateFormat.Sarif)
        {
            output.WriteLine(SarifLog.Of(_kept, InRepository).ToJsonString(PlatformJson.Options));
        }

        prose.WriteLine($"{files} files, {_documents} documents, {_faulty} with problems.");
        return _faulty == 0 ? ExitCode.Fine : ExitCode.InputAtFault;
    }

    /// <summary>GitHub knows files by their path from the repository's root; what lies outside keeps its whole path.</summary>
    private string InRepository(string file)
    {
        var full = Path.GetFullPath(file);
        var relative = Path.GetRelativePath(_root, full).Replace('\\', '/');
        return Path.IsPathRooted(relative) || relative.StartsWith("../", StringComparison.Ordinal) ? full : relative;
    }
}

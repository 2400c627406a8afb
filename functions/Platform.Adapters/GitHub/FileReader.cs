using System.Text;
using System.Text.Json.Nodes;
using Octokit;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub;

/// <summary>Reads one text file at a commit, within a size.</summary>
internal sealed class FileReader(GitHubCalls calls)
{
    // GitHub's word for the content of a file over 1 MB, which it leaves out.
    private const string TooBigToInline = "none";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public async Task<Result<string>> ReadAsync(
        RepositoryName repository, string path, string reference, int maxBytes, CancellationToken cancellationToken)
    {
        var route = GitHubRoutes.Contents(repository, path, reference);
        var found = await calls.FindAsync(
            new CallContext($"read {path} at {reference}", repository),
            async github => (await github.Connection.Get<RepositoryContent>(route, null)).Body,
            cancellationToken);
        if (!found.IsOk)
        {
            return Result<string>.Failed(found.Problems);
        }

        return found.Value.Value is not { } file || file.Type != ContentType.File
            ? Wrong(GitHubProblems.FileNotFound, $"{repository} has no file {path} at {reference}.", path)
            : file.Size > maxBytes || file.Encoding == TooBigToInline
                ? Wrong(GitHubProblems.FileTooLarge, $"{path} in {repository} has {file.Size} bytes.", path, $"{maxBytes} bytes")
                : Decode(repository, path, file);
    }

    private static Result<string> Decode(RepositoryName repository, string path, RepositoryContent file)
    {
        try
        {
            return Strict.GetString(Convert.FromBase64String(file.EncodedContent));
        }
        catch (DecoderFallbackException)
        {
            return Wrong(GitHubProblems.FileNotText, $"{path} in {repository} is not UTF-8 text.", path);
        }
    }

    private static Problem Wrong(string code, string message, string path, string? expected = null) =>
        new(code, message, "path", JsonValue.Create(path), expected);
}

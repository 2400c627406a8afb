using System.Text;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Adapters.GitHub.Reading;

/// <summary>Text files, by path or by the address of their content.</summary>
internal sealed class TextReader(ReadCalls calls)
{
    /// <summary>The reader's limit for a YAML file, and the largest that GitHub puts into an answer.</summary>
    public const int LargestFile = 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public async Task<Result<FileReading>> FileAsync(
        RepositoryName repository, string path, string reference, string? knownTag, CancellationToken cancellationToken)
    {
        var context = new CallContext($"read {path} at {reference}", repository);
        var route = GitHubRoutes.Contents(repository, path, reference);
        // A folder answers with a list, which is no file.
        var answer = await calls.GetAsync<WireFile>(context, route, knownTag, cancellationToken);
        if (!answer.IsOk || answer.Value.NotModified)
        {
            return answer.IsOk ? FileReading.Unchanged(knownTag!) : Result<FileReading>.Failed(answer.Problems);
        }

        if (answer.Value.Body is not { Type: "file" } file)
        {
            return Wrong(ReadingProblems.FileNotFound, $"{repository} has no file {path} at {reference}.", path);
        }

        if (file.Size > LargestFile || file.Encoding != "base64")
        {
            return TooLarge(repository, path, file.Size);
        }

        var text = Decode(repository, path, Convert.FromBase64String(file.Content ?? string.Empty));
        return text.IsOk
            ? new FileReading(text.Value, file.Sha, answer.Value.Tag)
            : Result<FileReading>.Failed(text.Problems);
    }

    public async Task<Result<string>> BlobAsync(RepositoryName repository, string sha, CancellationToken cancellationToken)
    {
        var context = new CallContext($"read the content {sha}", repository);
        var answer = await calls.GetAsync<WireBlob>(context, GitHubRoutes.Blob(repository, sha), null, cancellationToken);
        return !answer.IsOk ? Result<string>.Failed(answer.Problems)
            : answer.Value.Body is not { } blob
                ? Wrong(ReadingProblems.FileNotFound, $"{repository} has no content {sha}.", sha)
            : blob.Size > LargestFile ? TooLarge(repository, sha, blob.Size)
            : Decode(repository, sha, Convert.FromBase64String(blob.Content));
    }

    /// <summary>Strictly UTF-8.</summary>
    public static Result<string> Decode(RepositoryName repository, string path, ReadOnlySpan<byte> content)
    {
        try
        {
            return Strict.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return Wrong(GitHubProblems.FileNotText, $"{path} in {repository} is not UTF-8 text.", path);
        }
    }

    private static Problem TooLarge(RepositoryName repository, string path, long size) => Wrong(
        GitHubProblems.FileTooLarge, $"{path} in {repository} has {size} bytes.", path, $"{LargestFile} bytes");

    private static Problem Wrong(string code, string message, string path, string? expected = null) =>
        new(code, message, "path", path, expected);
}

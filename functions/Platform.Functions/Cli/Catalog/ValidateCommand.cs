using Platform.Adapters.Yaml;
using Platform.Core.Catalog.Validation;

namespace Platform.Functions.Cli.Catalog;

/// <summary>
/// <c>catalog validate</c>: what the catalog would say about descriptors. Placeholders are taken as resolved, and foreign kinds
/// as unknown, as nothing but the files is looked at.
/// </summary>
internal static class ValidateCommand
{
    private const string Usage = "usage: catalog validate PATH... [--json]";

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var arguments = CommandArguments.Parse(args, Usage, ["json"], []);
        if (arguments.Positional.Count == 0)
        {
            throw new CommandException(ExitCode.Usage, Usage);
        }

        var files = DescriptorPaths.Find(arguments.Positional, Usage);
        var validation = new DescriptorValidation(new YamlDocumentReader());
        await using var output = new StreamWriter(Console.OpenStandardOutput());
        var report = new ValidateReport(arguments.Has("json"), output, Console.Error);
        for (var i = 0; i < files.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Console.Error.WriteLine($"[{i + 1}/{files.Count}] {files[i]}");
            foreach (var document in await JudgeAsync(validation, files[i], cancellationToken))
            {
                report.Write(document);
            }
        }

        return report.Finish(files.Count);
    }

    private static async Task<IReadOnlyList<JudgedDocument>> JudgeAsync(
        DescriptorValidation validation, string file, CancellationToken cancellationToken)
    {
        try
        {
            // The reader refuses what is larger; there is no need to load all of it to say so.
            return new FileInfo(file).Length > YamlDocumentReader.LargestFile
                ? [TooLarge(file)]
                : validation.Judge(file, await File.ReadAllBytesAsync(file, cancellationToken));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.EnvironmentAtFault, $"'{file}' can't be read: {unreadable.Message}");
        }
    }

    private static JudgedDocument TooLarge(string file)
    {
        var problem = YamlDocumentReader.TooLarge(file, new FileInfo(file).Length);
        return new(file, 0, 1, null, null, null, Valid: false, [problem]);
    }
}

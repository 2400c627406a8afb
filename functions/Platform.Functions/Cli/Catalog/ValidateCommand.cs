using Platform.Adapters.Yaml;
using Platform.Core.Catalog.Validation;

namespace Platform.Functions.Cli.Catalog;

/// <summary>
/// <c>catalog validate</c>: what the catalog would say about descriptors. Placeholders are taken as resolved, and foreign kinds
/// as unknown, as nothing but the files is looked at.
/// </summary>
internal static class ValidateCommand
{
    private const string Usage =
        "usage: catalog validate PATH... [--format text|json|sarif|github] [--required]\n"
        + "--json is short for --format json; with --required a file that is missing or describes nothing is a mistake.";

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var arguments = CommandArguments.Parse(args, Usage, ["json", "required"], ["format"]);
        if (arguments.Positional.Count == 0)
        {
            throw new CommandException(ExitCode.Usage, Usage);
        }

        var format = FormatOf(arguments);
        var required = arguments.Has("required");
        var missing = required ? [.. arguments.Positional.Where(path => !Path.Exists(path))] : Array.Empty<string>();
        var present = arguments.Positional.Except(missing).ToList();
        var files = present.Count == 0 ? [] : DescriptorPaths.Find(present, Usage);
        var validation = new DescriptorValidation(new YamlDocumentReader());
        await using var output = new StreamWriter(Console.OpenStandardOutput());
        var report = new ValidateReport(format, output, Console.Error);
        foreach (var path in missing)
        {
            report.Write(DescriptorValidation.Missing(path));
        }

        for (var i = 0; i < files.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            report.Begin(i + 1, files.Count, files[i]);
            foreach (var document in await JudgeAsync(validation, files[i], required, cancellationToken))
            {
                report.Write(document);
            }
        }

        return report.Finish(files.Count);
    }

    private static ValidateFormat FormatOf(CommandArguments arguments) =>
        arguments.Text("format") switch
        {
            null => arguments.Has("json") ? ValidateFormat.Json : ValidateFormat.Text,
            "text" => ValidateFormat.Text,
            "json" => ValidateFormat.Json,
            "sarif" => ValidateFormat.Sarif,
            "github" => ValidateFormat.GitHub,
            var other => throw new CommandException(ExitCode.Usage, $"'{other}' is no format.\n{Usage}"),
        };

    private static async Task<IReadOnlyList<JudgedDocument>> JudgeAsync(
        DescriptorValidation validation, string file, bool required, CancellationToken cancellationToken)
    {
        try
        {
            // The reader refuses what is larger; there is no need to load all of it to say so.
            if (new FileInfo(file).Length > YamlDocumentReader.LargestFile)
            {
                return [TooLarge(file)];
            }

            var bytes = await File.ReadAllBytesAsync(file, cancellationToken);
            return required ? validation.JudgeRequired(file, bytes) : validation.Judge(file, bytes);
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

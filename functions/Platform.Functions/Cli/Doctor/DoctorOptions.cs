namespace Platform.Functions.Cli.Doctor;

/// <summary>The arguments of <c>doctor</c>.</summary>
/// <param name="Json">One object a line on stdout.</param>
/// <param name="Settings">Settings to judge instead of the ones that are there, as the app itself takes them.</param>
internal sealed record DoctorOptions(bool Json, IReadOnlyList<string> Settings)
{
    public const string Usage = "usage: doctor [--json] [--SETTING=VALUE]...";

    public static DoctorOptions Parse(string[] args)
    {
        var json = false;
        var settings = new List<string>();
        foreach (var arg in args)
        {
            if (arg == "--json")
            {
                json = true;
            }
            else if (arg.StartsWith("--", StringComparison.Ordinal) && arg.IndexOf('=', StringComparison.Ordinal) > 2)
            {
                settings.Add(arg);
            }
            else
            {
                throw new CommandException(ExitCode.Usage, $"doctor does not know '{arg}'.\n{Usage}");
            }
        }

        return new(json, settings);
    }
}

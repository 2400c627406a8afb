namespace Platform.Functions.Cli;

/// <summary>Says how far a long command has come: a line for each tenth, and the last one.</summary>
internal sealed class CommandProgress(TextWriter prose)
{
    private string _what = string.Empty;
    private int _tenth;

    public void Tell(string what, int done, int total)
    {
        var tenth = total == 0 ? 10 : (int)(10L * done / total);
        if (what == _what && tenth == _tenth)
        {
            return;
        }

        (_what, _tenth) = (what, tenth);
        prose.WriteLine($"{what}: {done} of {total}");
    }
}

namespace Platform.Benchmarks.Queues;

/// <summary>Tells the driver, by a line on standard output, each time a message was handled.</summary>
internal sealed class LoadProgress
{
    public const string ReadyLine = "ready";
    public const string HandledLine = "handled";

    private readonly Lock _gate = new();

    public void Ready() => Say(ReadyLine);

    public void Handled() => Say(HandledLine);

    private void Say(string line)
    {
        lock (_gate)
        {
            Console.Out.WriteLine(line);
            Console.Out.Flush();
        }
    }
}

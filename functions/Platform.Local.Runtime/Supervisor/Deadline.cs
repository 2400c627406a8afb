namespace Platform.Local.Runtime.Supervisor;

/// <summary>A bound on a wait for another process; monotonic, so that setting the machine's clock does not matter.</summary>
internal sealed class Deadline(TimeSpan patience)
{
    private readonly long _start = TimeProvider.System.GetTimestamp();

    public TimeSpan Elapsed => TimeProvider.System.GetElapsedTime(_start);

    public bool IsOver => Elapsed > patience;

    public void ThrowIfOver(string waitingFor, string advice)
    {
        if (IsOver)
        {
            throw new LocalServicesException($"Gave up waiting for {waitingFor} after {patience.TotalSeconds:0} s. {advice}");
        }
    }
}

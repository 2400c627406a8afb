namespace Platform.Benchmarks.Kill;

/// <summary>What the driver does to a toy orchestration.</summary>
internal enum ToyStep
{
    Raise,
    Suspend,
    Resume,
    Close,
}

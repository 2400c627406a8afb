namespace Platform.Benchmarks;

/// <summary>One program of <c>Platform.Benchmarks -- NAME</c>; it measures and never asserts.</summary>
internal interface IBenchmark
{
    string Name { get; }

    /// <summary>One line: what is measured, and its options.</summary>
    string Description { get; }

    /// <returns>The exit status: 0 when it ran, 2 for a usage error, 3 when the environment is at fault.</returns>
    Task<int> RunAsync(string[] args);
}

namespace Platform.Local.Runtime.Supervisor;

/// <summary>What a keeper has to keep: the program, how to know that it is ready, and how long it outlives its clients.</summary>
internal sealed record ServiceSpec
{
    public required string Name { get; init; }

    public required string RootDirectory { get; init; }

    /// <summary>Clients whose signatures differ want different services and don't share one.</summary>
    public required string Signature { get; init; }

    public required string FileName { get; init; }

    public required IReadOnlyList<string> Arguments { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Groups <c>name</c> and <c>url</c> of each standard output line that announces an address.</summary>
    public string? ReadyPattern { get; init; }

    public int ReadyLines { get; init; }

    /// <summary>Instead of lines: a file with <c>{"url": ...}</c> that the program writes when it listens.</summary>
    public string? ReadyFile { get; init; }

    /// <summary>Emptied before the start; null where data is to survive.</summary>
    public string? VolatileDirectory { get; init; }

    public string? Token { get; init; }

    public TimeSpan Linger { get; init; }

    /// <summary>How long it may take to end when asked; then it is killed.</summary>
    public TimeSpan StopPatience { get; init; } = TimeSpan.FromSeconds(15);

    public ServiceDirectory Directory() => new(RootDirectory, Name);
}

namespace Platform.Local.Runtime.Durable;

/// <summary>An orchestrator that this process lacks, how many unfinished instances need it, and one of them.</summary>
public sealed record MissingOrchestrator(string Name, string? Version, int Instances, string Example);

namespace Platform.Benchmarks.Kill;

/// <summary>What a toy orchestration returns: what it was told, as its history has it.</summary>
internal sealed record ToyResult(string[] Nonces, string[] Events, string Flaky, string[] Checks);

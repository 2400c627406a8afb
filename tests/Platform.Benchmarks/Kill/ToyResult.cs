namespace Platform.Benchmarks.Kill;

/// <summary>What a toy orchestration returns: what it was told, as its history has it.</summary>
internal sealed record ToyResult(
    string[] Nonces, string[] Events, string Flaky, string[] Checks, string[] Children, ToyRounds Rounds, string FlakyChild);

/// <summary>What a sub-orchestration that continues as new has heard and done, round by round.</summary>
internal sealed record ToyRounds(int[] Ticks, string[] Nonces);

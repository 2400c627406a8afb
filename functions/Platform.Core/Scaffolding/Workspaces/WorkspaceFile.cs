namespace Platform.Core.Scaffolding.Workspaces;

/// <summary>A file of a task's workspace. Its body is content of its own, or a slice of a pack when it is small.</summary>
/// <param name="Path">Relative, with '/', inside the workspace.</param>
/// <param name="Mode">100644, 100755 or 120000.</param>
/// <param name="Sha256">Of the body, wherever it lies.</param>
public sealed record WorkspaceFile(string Path, string Mode, string Sha256, long Size, PackSlice? Pack = null);

/// <summary>Where a small body lies: the address of a pack and the offset in it.</summary>
public sealed record PackSlice(string Sha256, int Offset);

/// <summary>A file with its body, before it is stored or after it was read.</summary>
public sealed record WorkspaceBody(string Path, string Mode, ReadOnlyMemory<byte> Content);

namespace Platform.Core.Scaffolding.Templating.Skeletons;

/// <summary>One file of a workspace, rendered.</summary>
/// <param name="Path">Relative, with '/', inside the workspace.</param>
/// <param name="Mode">git's: 100644, 100755 or 120000.</param>
/// <param name="Content">Bytes; a symbolic link's target.</param>
public sealed record RenderedFile(string Path, string Mode, ReadOnlyMemory<byte> Content);

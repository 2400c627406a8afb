using System.Runtime.InteropServices;

namespace Platform.Local.Runtime.Supervisor;

/// <summary>The <c>dotnet</c> command of the runtime that this process runs on.</summary>
internal static class DotnetMuxer
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        // .../shared/Microsoft.NETCore.App/<version>/
        var runtime = RuntimeEnvironment.GetRuntimeDirectory();
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var candidate = System.IO.Path.GetFullPath(System.IO.Path.Combine(runtime, "..", "..", "..", name));
        return File.Exists(candidate) ? candidate : name;
    }
}

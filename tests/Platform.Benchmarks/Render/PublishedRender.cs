using System.Diagnostics;
using System.Runtime.InteropServices;
using Platform.Benchmarks.Reporting;
using Platform.Core.Scaffolding.Templating;
using Platform.TestKit.Services;

namespace Platform.Benchmarks.Render;

/// <summary>
/// The measurement and the engine as a program of their own, published as a deployment of the app is: compiled ahead for where it
/// runs. It stands outside of the repository, so that its runtime identifier needs no other lock files.
/// </summary>
internal static class PublishedRender
{
    private static string Project => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <InvariantGlobalization>true</InvariantGlobalization>
            <RuntimeIdentifier>{RuntimeInformation.RuntimeIdentifier}</RuntimeIdentifier>
            <SelfContained>false</SelfContained>
            <PublishReadyToRun>true</PublishReadyToRun>
          </PropertyGroup>
          <ItemGroup>
            <Reference Include="{typeof(CompiledTemplate).Assembly.Location}" />
            <Compile Include="{Path.Combine(RepositoryRoot.Path, "tests/Platform.Benchmarks/Render/FirstRender.cs")}" />
          </ItemGroup>
        </Project>
        """;

    /// <summary>The published program; null when it can't be made here, which is said.</summary>
    public static async Task<string?> MakeAsync(BenchmarkReport report)
    {
        var folder = Path.Combine(RepositoryRoot.Path, ".local", "benchmarks", "first-render");
        Directory.CreateDirectory(folder);
        // What is above must not reach in: it locks packages, and knows no runtime identifier.
        foreach (var name in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
        {
            await File.WriteAllTextAsync(Path.Combine(folder, name), "<Project />");
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "First.csproj"), Project);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Program.cs"), "return Platform.Benchmarks.Render.FirstRender.Run();\n");
        var start = new ProcessStartInfo(
            "dotnet", ["publish", folder, "-c", "Release", "-o", $"{folder}/out", "--nologo", "-v", "q"])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode == 0)
        {
            return Path.Combine(folder, "out", "First.dll");
        }

        report.Say($"  The engine could not be published here, so only the development build is measured: {output.Trim()}");
        return null;
    }
}

using Platform.Adapters.Yaml;
using Platform.Core.Drift.Content;
using Platform.Core.Drift.GoldenPaths;
using Platform.Core.SourceControl;

namespace Platform.Core.Tests.Drift;

public sealed class ContentReadingTests
{
    [Theory]
    [InlineData("package.json", """{ "engines": { "node": ">=18" } }""", "")]
    [InlineData("package.json", """{ "engines": { "node": "^16.1" } }""", "nodejs 16")]
    [InlineData("package.json", """{ "engines": { "node": ">=14 <17" } }""", "nodejs 16")]
    [InlineData("package.json", """{ "engines": { "node": "16 || >=18" } }""", "")]
    [InlineData(".nvmrc", "v18.12.1\n", "nodejs 18")]
    [InlineData(".nvmrc", "lts/hydrogen", "nodejs 18")]
    [InlineData(".nvmrc", "lts/*", "")]
    [InlineData(".python-version", "3.9.1", "python 3.9")]
    [InlineData("pyproject.toml", "requires-python = \">=3.8\"", "")]
    [InlineData("pyproject.toml", "requires-python = \">=3.8,<3.10\"", "python 3.9")]
    [InlineData("src/A.csproj", "<TargetFrameworks>net6.0;net10.0</TargetFrameworks>", "dotnet 10")]
    [InlineData("src/A.csproj", "<TargetFramework>netcoreapp3.1</TargetFramework>", "dotnet 3.1")]
    [InlineData("src/A.csproj", "<TargetFramework>netstandard2.0</TargetFramework>", "")]
    [InlineData("global.json", """{ "sdk": { "version": "6.0.400" } }""", "dotnet 6")]
    [InlineData("global.json", """{ "sdk": { "version": "6.0.400", "rollForward": "latestMajor" } }""", "")]
    [InlineData("go.mod", "module x\ngo 1.20\n\ntoolchain go1.24.1\n", "go 1.24")]
    [InlineData("pom.xml", "<java.version>1.8</java.version>", "java 8")]
    [InlineData("build.gradle.kts", "languageVersion = JavaLanguageVersion.of(17)", "java 17")]
    [InlineData("Dockerfile", "ARG V=3.8\nFROM python:${V}-slim AS base\nFROM base\n", "python 3.8")]
    [InlineData("Dockerfile", "FROM mcr.microsoft.com/dotnet/aspnet:8.0\n", "dotnet 8")]
    [InlineData("Dockerfile", "FROM localhost:5000/node\nFROM golang:1\n", "")]
    [InlineData("node_modules/x/package.json", """{ "engines": { "node": "^10" } }""", "")]
    public void Runtimes_that_are_pinned_are_read_and_open_ranges_are_not(string path, string text, string expected) =>
        Assert.Equal(expected, string.Join(", ", Read((path, text)).Runtimes.Select(one => $"{one.Product} {one.Cycle}")));

    [Theory]
    [InlineData("stringData: { a: hunter2 }", "a")]
    [InlineData("data: { a: aHVudGVyMg== }", "a")]
    [InlineData("data: { a: '' }", "")]
    [InlineData("stringData: { a: '<path:kv/web#a>' }", "")]
    [InlineData("stringData: { a: '${PASSWORD}' }", "")]
    [InlineData("stringData: { a: 'ENC[AES256_GCM,data:x]' }\nsops: { version: 3 }", "")]
    public void Only_values_in_clear_are_plain_and_only_their_keys_are_kept(string data, string keys)
    {
        var content = Read(("deploy/s.yaml", $"apiVersion: v1\nkind: Secret\nmetadata: {{ name: s }}\n{data}\n"));

        Assert.Equal(keys, string.Join(",", Assert.Single(content.Manifests).PlainSecrets));
        Assert.DoesNotContain("hunter2", System.Text.Json.JsonSerializer.Serialize(content), StringComparison.Ordinal);
        Assert.DoesNotContain("aHVudGVyMg", System.Text.Json.JsonSerializer.Serialize(content), StringComparison.Ordinal);
    }

    [Fact]
    public void Workflows_tell_their_triggers_and_what_they_use_with_lines()
    {
        var workflow = Assert.Single(Read((".github/workflows/ci.yml",
            "on: [push, pull_request]\njobs:\n  a:\n    uses: acme/w/.github/workflows/x.yml@v1\n  b:\n    steps:\n"
            + "      - run: x\n      - uses: actions/checkout@v4\n")).Workflows);

        Assert.Equal(["push", "pull_request"], workflow.Triggers);
        Assert.Equal(
            [new("acme/w/.github/workflows/x.yml", "v1", true, 4), new("actions/checkout", "v4", false, 8)], workflow.Uses);
    }

    [Fact]
    public void A_workflow_that_is_no_yaml_says_so() =>
        Assert.NotNull(Assert.Single(Read((".github/workflows/ci.yml", "on: [")).Workflows).Problem);

    [Fact]
    public void A_text_that_is_wanted_and_missing_makes_the_content_incomplete()
    {
        var reading = new ContentReading(new YamlDocumentReader());

        var content = reading.Read(
            "head", [new TreeFile("deploy/a.yaml", "1", 10)], new Dictionary<string, string>(), complete: true,
            GoldenPath.Default);

        Assert.False(content.Complete);
    }

    private static RepositoryContent Read(params (string Path, string Text)[] files)
    {
        var reading = new ContentReading(new YamlDocumentReader());
        return reading.Read(
            "head",
            [.. files.Select(file => new TreeFile(file.Path, "1", file.Text.Length))],
            files.Where(file => reading.Wants(file.Path)).ToDictionary(file => file.Path, file => file.Text),
            complete: true,
            GoldenPath.Default);
    }
}

using System.Collections.Immutable;
using Platform.Core.Drift.Facts;

namespace Platform.Core.Tests.Drift;

/// <summary>Healthy services of different kinds.</summary>
internal static class Shapes
{
    public static readonly string[] Stacks = ["node", "python", "dotnet", "go", "java"];

    /// <summary>Has something that every rule looks at.</summary>
    public static ServiceShape Service(int number = 0, string stack = "node", bool isPlain = true)
    {
        var entity = Descriptor(number, "service");
        var files = ImmutableSortedDictionary<string, string>.Empty
            .Add("catalog-info.yaml", entity)
            .Add(".github/workflows/ci.yml", Workflow("acme/workflows/.github/workflows/service.yml@v2"))
            .Add(".github/CODEOWNERS", $"* @acme/team-{number % 20}\n/docs/ @acme/team-{(number + 1) % 20}\n")
            .Add("README.md", "# A service\n")
            .Add("docs/index.md", "# Docs\n")
            .Add("mkdocs.yml", "site_name: it\n")
            .Add("src/main.txt", "the program\n")
            .Add("deploy/external-secret.yaml", ExternalSecret)
            .Add("deploy/monitor.yaml", Monitor)
            .AddRange(RuntimeOf(stack, isOld: false))
            .Add(isPlain ? "deploy/all.yaml" : "chart/templates/all.yaml", isPlain ? Deployment : HelmDeployment);
        return new()
        {
            Number = number,
            Stack = stack,
            Files = files,
            Entity = entity,
            Scaffolded = files.Remove("src/main.txt"),
            Commits = Commits($"dev-{number % 20}", 40),
            Argo = [new($"svc-{number}", "Synced", "Healthy", ServiceShape.Now.AddHours(-5), null)],
        };
    }

    /// <summary>Nothing runs of it.</summary>
    public static ServiceShape Library(int number, string stack)
    {
        var service = Service(number, stack);
        var entity = Descriptor(number, "library");
        return service.Without("deploy/external-secret.yaml", "deploy/monitor.yaml", "deploy/all.yaml") with
        {
            IsService = false,
            Entity = entity,
            Files = service.Without("deploy/external-secret.yaml", "deploy/monitor.yaml", "deploy/all.yaml").Files
                .SetItem("catalog-info.yaml", entity),
            Scaffolded = ImmutableSortedDictionary<string, string>.Empty,
            Argo = [],
            LastProduction = null,
        };
    }

    public static CommitShares Commits(string author, int count) => new(
        ServiceShape.Now.AddDays(-90), true, new Dictionary<string, int> { [author] = count }, ServiceShape.Now.AddDays(-2),
        ServiceShape.Now.AddDays(-20), 5);

    public static string Workflow(string uses) =>
        $$"""
        name: ci
        on:
          push: { branches: [main] }
          pull_request:
        jobs:
          build:
            uses: {{uses}}
        """;

    public static KeyValuePair<string, string>[] RuntimeOf(string stack, bool isOld) => stack switch
    {
        "node" => [
            new("package.json",
                $$"""{ "engines": { "node": "^{{(isOld ? 16 : 22)}}" }, "dependencies": { "@opentelemetry/api": "1" } }"""),
            new("Dockerfile", "FROM node:22-alpine AS build\nFROM gcr.io/distroless/nodejs22\n")],
        "python" => [
            new("pyproject.toml", $"[project]\nrequires-python = \"{(isOld ? ">=3.7,<3.9" : ">=3.9,<3.13")}\"\n"),
            new("requirements.txt", "opentelemetry-sdk==1.30\n")],
        "dotnet" => [
            new("src/App.csproj",
                $"<Project><PropertyGroup><TargetFramework>net{(isOld ? 6 : 10)}.0</TargetFramework></PropertyGroup>"
                + "<ItemGroup><PackageReference Include=\"OpenTelemetry\" /></ItemGroup></Project>")],
        "go" => [
            new("go.mod", $"module acme\n\ngo {(isOld ? "1.16" : "1.26")}\n\nrequire go.opentelemetry.io/otel v1.30.0\n")],
        _ => [
            new("pom.xml", $"<project><properties><java.version>{(isOld ? "1.7" : "21")}</java.version></properties>"
                + "<dependency>opentelemetry-api</dependency></project>")],
    };

    public static string WithoutTelemetry(string text) => text
        .Replace("opentelemetry", "logging", StringComparison.OrdinalIgnoreCase);

    private static string Descriptor(int number, string type) =>
        $"""
        # What this is.
        apiVersion: backstage.io/v1alpha1
        kind: Component
        metadata:
          name: svc-{number}
          annotations:
            github.com/project-slug: acme/svc-{number}
            backstage.io/techdocs-ref: dir:.
          links:
            - url: https://grafana.example/svc-{number}
              title: Dashboard
        spec:
          type: {type}
          lifecycle: production
          owner: team-{number % 20}
          system: shop
          dependsOn: [resource:database]
          providesApis: [shop-api]
        """;

    private const string Deployment =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec:
          template:
            spec:
              containers:
                - name: web
                  env:
                    - name: PASSWORD
                      valueFrom: { secretKeyRef: { name: web-secret, key: password } }
        ---
        apiVersion: v1
        kind: Secret
        metadata: { name: empty }
        """;

    private const string HelmDeployment =
        """
        {{- if .Values.enabled }}
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: {{ .Release.Name }}
        {{- end }}
        ---
        apiVersion: v1
        kind: Secret
        metadata:
          name: {{ .Release.Name }}
        data:
          password: {{ .Values.password | b64enc }}
        """;

    private const string ExternalSecret =
        """
        apiVersion: external-secrets.io/v1
        kind: ExternalSecret
        metadata: { name: web }
        spec: { target: { name: web-secret } }
        """;

    private const string Monitor =
        """
        apiVersion: monitoring.coreos.com/v1
        kind: ServiceMonitor
        metadata: { name: web }
        """;
}

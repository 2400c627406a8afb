namespace Platform.TestKit.Scaffolding.Remote;

/// <summary>Templates that have services book desks.</summary>
public static class RemoteTemplate
{
    public const string Quick = "acme:book-desk";
    public const string Slow = "acme:book-desk-slowly";

    /// <param name="steps">Each an id and an action.</param>
    /// <param name="then">Further steps, as YAML of the indentation of the others.</param>
    public static TemplateFolder WithDesks(
        this TemplateFolder templates, string name, IEnumerable<(string Id, string Action)> steps, string then = "") =>
        templates.Write($"{name}/template.yaml", $$$"""
            apiVersion: scaffolder.backstage.io/v1beta3
            kind: Template
            metadata:
              name: {{{name}}}
            spec:
              type: service
              parameters:
                - title: Where
                  required: [floor]
                  properties:
                    floor:
                      type: integer
              steps:
            {{{string.Join('\n', steps.Select(step => $$$"""
                - id: {{{step.Id}}}
                  name: Book a desk
                  action: {{{step.Action}}}
                  input:
                    floor: ${{ parameters.floor }}
            """))}}}
            {{{then}}}
              output:
            {{{string.Join('\n', steps.Select(step => $$$"""
                {{{step.Id}}}: ${{ steps.{{{step.Id}}}.output.desk }}
            """))}}}
            """);
}

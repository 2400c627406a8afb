namespace Platform.TestKit.Forge;

/// <summary>
/// Where GitHub, or Octokit, differs from GitHub's own description, and so the forge does, too. Whatever is not in this table
/// has to fit the description.
/// </summary>
internal static class KnownDeviations
{
    /// <summary>Paths that are not in the description, each with the reason why we serve them.</summary>
    private static readonly (string Method, string Template, string Because)[] Paths =
    [
        ("GET", "/repos/{owner}/{repo}/git/refs/{ref}", "Octokit.net 14 reads references at the old address"),
        ("GET", "/repos/{owner}/{repo}/contents", "the root folder, which the description writes as a path that is empty"),
    ];

    /// <summary>Answers that the description leaves out of operations that give them.</summary>
    private static readonly (int Status, string Because)[] Statuses =
    [
        (301, "renamed repositories: 'Best practices for using the REST API', follow redirects"),
        (307, "renamed repositories: 'Best practices for using the REST API', follow redirects"),
        (400, "a body that is not JSON: 'Getting started with the REST API', client errors"),
        (401, "bad credentials: 'Authenticating to the REST API'"),
        (403, "limits, and archived repositories: 'Rate limits for the REST API'"),
        (404, "what is not there, or not to be seen: 'Troubleshooting the REST API'"),
        (429, "limits: 'Rate limits for the REST API'"),
        (500, "'Troubleshooting the REST API'"),
        (502, "'Troubleshooting the REST API'"),
        (503, "'Troubleshooting the REST API'"),
    ];

    /// <summary>Answers of one operation only.</summary>
    private static readonly (string Method, string Template, int Status, string Because)[] Answers =
    [
        ("POST", "/repos/{owner}/{repo}/actions/variables", 409, "a variable of that name exists; not in the description"),
        ("POST", "/repos/{owner}/{repo}/actions/variables", 422, "name or value is missing; not in the description"),
        ("POST", "/repos/{owner}/{repo}/transfer", 422, "the name is taken there; not in the description"),
        (
            "POST",
            "/repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches",
            422,
            "no such branch, or the workflow wants no dispatch; not in the description"),
        (
            "PUT",
            "/repos/{owner}/{repo}/actions/secrets/{secret_name}",
            422,
            "the key is not the repository's; not in the description"),
    ];

    /// <summary>Errors that say why, of which the description knows the status only.</summary>
    private static readonly (string Method, string Template, int Status, string Because)[] Bodies =
    [
        ("DELETE", "/repos/{owner}/{repo}/git/refs/{ref}", 422, "the branch is protected"),
        ("GET", "/repos/{owner}/{repo}/subscription", 404, "the message of every 404"),
        ("POST", "/repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers", 422, "who is no collaborator"),
    ];

    public static bool HasBody(string method, string template, int status) =>
        Array.Exists(Bodies, known => known.Method == method && known.Template == template && known.Status == status);

    public static bool Has(string method, string path) =>
        path.StartsWith("/_forge/", StringComparison.Ordinal)
        // GraphQL has a description of its own: a schema.
        || path == "/graphql"
        // Octokit.net 14 uses these wherever it is given a number; GitHub serves them without describing them.
        || path.StartsWith("/repositories/", StringComparison.Ordinal)
        // What a tarball redirects to is another host's.
        || path.Contains("/legacy.tar.gz/", StringComparison.Ordinal)
        || Array.Exists(
            Paths,
            known => known.Method == method && OpenApiDescription.PatternOf(known.Template).IsMatch(path));

    public static bool Has(string method, string template, int status) =>
        Array.Exists(Statuses, known => known.Status == status)
        || Array.Exists(Answers, known => known.Method == method && known.Template == template && known.Status == status);
}

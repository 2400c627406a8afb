namespace Platform.Conformance;

/// <summary>A line of names.txt, the app's list of what its clients hold on to: <c>Name: trigger</c>.</summary>
internal sealed record ListedFunction(string Name, string Trigger)
{
    private static readonly string[] Verbs = ["get", "post", "put", "patch", "delete"];

    public static IReadOnlyList<ListedFunction> All { get; } =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "names.txt"))
            .Select(line => line.Split(": ", 2))
            .Select(parts => new ListedFunction(parts[0], parts[1])),
    ];

    public static IEnumerable<ListedFunction> Http => All.Where(function => function.IsHttp);

    public bool IsHttp => Methods.Length > 0;

    public bool IsQueue => Trigger.StartsWith("queue ", StringComparison.Ordinal);

    public bool IsOrchestration => Trigger == "orchestration";

    /// <value>Of an HTTP function; others have none.</value>
    public string[] Methods => Trigger.Split(' ')[0].Split(',') is var words && words.All(word => Verbs.Contains(word))
        ? words
        : [];

    /// <summary>The path with a value for each parameter, below the host's route prefix.</summary>
    public string PathWith(string value) => string.Join('/', Trigger.Split(' ', 2)[1].Split('/')
        .Select(segment => segment.StartsWith('{') ? value : segment));
}

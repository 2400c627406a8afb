using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Platform.Core.Catalog;
using Platform.Core.ChatOps.Messages;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Surveys;
using Platform.TestKit.Metrics;

namespace Platform.Core.Tests.Metrics.Surveys;

/// <summary>Surveys without storage and chat: people by cell, and what they were sent.</summary>
internal sealed class SurveyWorld : ISurveyAudience, ISurveyReach, INotifier
{
    private readonly List<(SurveyCell Cell, string Person)> _people = [];

    public SurveyWorld()
    {
        Book = new(Documents, Clock);
        Turns = new(Book, Documents, this, new SurveyPrompts(this, this), Clock, NullLogger<SurveyTurns>.Instance);
        Answering = new(Documents);
        Reading = new(Book, Documents);
        Satisfaction = new(Book, Reading, DoraOptions.Default);
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2030, 1, 7, 9, 0, 0, TimeSpan.Zero));

    public MemorySurveyDocuments Documents { get; } = new();

    public SurveyBook Book { get; }

    public SurveyTurns Turns { get; }

    public Answering Answering { get; }

    public SurveyReading Reading { get; }

    public Satisfaction Satisfaction { get; }

    /// <value>By key: a second of the same key is not delivered.</value>
    public Dictionary<string, Notification> Sent { get; } = [];

    public bool ReachesPersons => true;

    public bool ReachesChannel => false;

    public Uri? PageOf(SurveyToken token, string? question = null, int? answer = null) =>
        new($"https://platform.example.com/api/surveys/answer?t={token.Reveal()}&q.{question}={answer}");

    public static JsonObject Definition(string id = "pulse", int floor = 5, string? opens = null, string? every = null) => new()
    {
        ["id"] = id,
        ["title"] = "Pulse",
        ["audience"] = new JsonArray("group:default/engineering"),
        ["floor"] = floor,
        ["period"] = new JsonObject(new Dictionary<string, JsonNode?>
        {
            ["openFor"] = "P7D",
            ["opens"] = opens,
            ["every"] = every,
        }.Where(field => field.Value is not null)),
        ["questions"] = new JsonArray(
            new JsonObject
            {
                ["id"] = "satisfied",
                ["kind"] = "likert5",
                ["text"] = "I am satisfied with how I can work.",
                ["measures"] = "satisfaction",
            },
            new JsonObject { ["id"] = "recommend", ["kind"] = "enps", ["text"] = "How likely are you to recommend us?" },
            new JsonObject
            {
                ["id"] = "slow",
                ["kind"] = "choice",
                ["text"] = "What slows you down?",
                ["options"] = new JsonArray("Builds", "Reviews", "Meetings"),
            },
            new JsonObject { ["id"] = "words", ["kind"] = "text", ["text"] = "What should change?" }),
    };

    public SurveyWorld With(string[] teams, string[] systems, int people)
    {
        for (var i = 0; i < people; i++)
        {
            _people.Add((new(teams, systems, 0), $"user:default/p{_people.Count}"));
        }

        return this;
    }

    public SurveyWorld WithTeam(string name, int people) => With([$"group:default/{name}"], [], people);

    public async Task OpenAsync(JsonObject? definition = null)
    {
        var parsed = SurveyDefinitionParser.Parse(definition ?? Definition());
        await Book.DefineAsync(parsed.Value!, "key:test", CancellationToken.None);
        await Book.OpenAsync(parsed.Value!.Id, CancellationToken.None);
        await Turns.RunAsync(parsed.Value.Id, CancellationToken.None);
    }

    public async Task CloseAsync(string id = "pulse")
    {
        await Book.CloseAsync(id, CancellationToken.None);
        await Turns.RunAsync(id, CancellationToken.None);
    }

    /// <summary>The token that a person was sent last.</summary>
    public SurveyToken TokenOf(int person)
    {
        var link = Sent.Values.Last(sent => sent.Channel == $"U{person}").Message.Links![0].Url;
        Assert.True(SurveyToken.TryParse(new Uri(link).Query.TrimStart('?').Split('&')[0]["t=".Length..], out var token));
        return token;
    }

    public Task<AnswerOutcome> AnswerAsync(int person, params (string Question, string Answer)[] answers) => Answering.TakeAsync(
        TokenOf(person), answers.ToDictionary(one => one.Question, one => one.Answer), CancellationToken.None);

    public Task<(IReadOnlyList<SurveyCell> Cells, IReadOnlyList<Invitee> People)> FindAsync(
        IReadOnlyList<EntityRef> audience, CancellationToken cancellationToken)
    {
        var (cells, people) = (new List<SurveyCell>(), new List<Invitee>());
        for (var i = 0; i < _people.Count; i++)
        {
            var (cell, person) = _people[i];
            var place = cells.FindIndex(known =>
                known.Teams.SequenceEqual(cell.Teams) && known.Systems.SequenceEqual(cell.Systems));
            if (place < 0)
            {
                place = cells.Count;
                cells.Add(cell);
            }

            cells[place] = cells[place] with { Invited = cells[place].Invited + 1 };
            people.Add(new(person, $"U{i}", place));
        }

        return Task.FromResult<(IReadOnlyList<SurveyCell>, IReadOnlyList<Invitee>)>((cells, people));
    }

    public Task NotifyAsync(Notification notification, CancellationToken cancellationToken)
    {
        Sent.TryAdd(notification.Key, notification);
        return Task.CompletedTask;
    }
}

using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Ledger;
using Platform.Core.Metrics.Rollups;
using Platform.TestKit.Metrics;

namespace Platform.Core.Tests.Metrics.Oracle;

/// <summary>Random histories, shuffled, duplicated and late, against an independent computation.</summary>
public sealed class OracleTests
{
    private const int Seeds = 100;
    private const int Events = 2000;

    public static TheoryData<int> Tens => [.. Enumerable.Range(0, Seeds / 10)];

    [Theory]
    [MemberData(nameof(Tens))]
    public void Rollups_are_what_the_definitions_say(int ten)
    {
        for (var seed = ten * 10; seed < (ten + 1) * 10; seed++)
        {
            var history = new RandomHistory(seed, Events);
            var options = OptionsOf(seed);
            var ledger = Replayed(history.Told, options, seed);

            var oracle = new NaiveOracle(history.Told, history.Intents, options);
            oracle.Run();

            AssertEqual(oracle.Rollups, ledger.Book, options, seed);
        }
    }

    [Fact]
    public void The_histories_have_something_of_everything()
    {
        var all = new BucketBuilder(256, 0.01);
        for (var seed = 0; seed < 10; seed++)
        {
            foreach (var bucket in DeliveryStory.Ledger(new RandomHistory(seed, Events).Told).Book.Buckets.Values)
            {
                all.Add(bucket);
            }
        }

        var found = all.Build();
        Assert.All(Enum.GetValues<Count>(), count => Assert.NotEqual(0, found[count]));
        Assert.All(Enum.GetValues<Measure>(), measure => Assert.NotNull(found[measure]));
    }

    [Theory]
    [MemberData(nameof(Tens))]
    public void Order_repetition_and_lateness_make_no_difference_to_a_byte(int ten)
    {
        var history = new RandomHistory(1000 + ten, Events);
        var options = OptionsOf(ten);
        var expected = DeliveryStory.Ledger(history.Told, options).Book.Bytes();

        Assert.Equal(expected, Replayed(history.Told, options, ten).Book.Bytes());
        Assert.Equal(expected, Replayed(history.Told, options, ten + 77).Book.Bytes());
    }

    [Fact]
    public void Which_of_two_events_with_one_identity_stands_does_not_depend_on_which_came_first()
    {
        var told = new RandomHistory(7, 300).Told.ToList();
        told.AddRange(told.Take(40).Zip(told.Skip(100)).Select(pair => pair.Second with
        {
            Source = pair.First.Source,
            Id = pair.First.Id,
        }).ToList());

        Assert.Equal(
            DeliveryStory.Ledger(told).Book.Bytes(), DeliveryStory.Ledger(Enumerable.Reverse(told)).Book.Bytes());
        Assert.Equal(DeliveryStory.Ledger(told).Book.Bytes(), Replayed(told, DoraOptions.Default, 3).Book.Bytes());
    }

    // Shuffled, a third twice, and with rollups published in between.
    private static DeliveryLedger Replayed(IReadOnlyList<DeliveryEvent> told, DoraOptions options, int seed)
    {
        var random = new Random(seed);
        DeliveryEvent[] events = [.. told, .. told.Where(_ => random.Next(3) == 0)];
        random.Shuffle(events);
        var ledger = new DeliveryLedger(options);
        for (var i = 0; i < events.Length; i++)
        {
            ledger.Add(events[i]);
            if (random.Next(700) == 0)
            {
                ledger.Advance(events[i].At);
            }
        }

        ledger.Advance(ledger.LastEventAt!.Value);
        return ledger;
    }

    private static void AssertEqual(NaiveRollups expected, RollupBook book, DoraOptions options, int seed)
    {
        var numbers = book.Buckets
            .SelectMany(pair => Enum.GetValues<Count>(), (pair, count) => (pair.Key, count, Number: pair.Value[count]))
            .Where(found => found.Number != 0).ToDictionary(found => (found.Key, found.count), found => found.Number);
        var wrong = numbers.Keys.Union(expected.Numbers.Keys)
            .Where(key => numbers.GetValueOrDefault(key) != expected.Numbers.GetValueOrDefault(key))
            .Select(key => $"{key}: {numbers.GetValueOrDefault(key)}, expected {expected.Numbers.GetValueOrDefault(key)}")
            .Order(StringComparer.Ordinal).Take(5);
        Assert.True(!wrong.Any(), $"seed {seed}: {string.Join('\n', wrong)}");

        var values = book.Buckets
            .SelectMany(pair => Enum.GetValues<Measure>(), (pair, measure) => (pair.Key, measure, Values: pair.Value[measure]))
            .Where(found => found.Values is not null).ToDictionary(found => (found.Key, found.measure), found => found.Values!);
        Assert.Equal(expected.Values.Count, values.Count);
        foreach (var (key, list) in expected.Values)
        {
            AssertEqual(list, values[key], options, $"seed {seed}: {key}");
        }
    }

    private static void AssertEqual(List<long> expected, Distribution found, DoraOptions options, string where)
    {
        var sorted = expected.Order().ToList();
        Assert.True((sorted.Count, sorted.Sum(), sorted[0], sorted[^1]) == (found.Count, found.Sum, found.Min, found.Max), where);
        if (sorted.Count <= options.ExactValues)
        {
            Assert.True(sorted.SequenceEqual(found.Values!), where);
            return;
        }

        var gamma = (1 + options.SketchAccuracy) / (1 - options.SketchAccuracy);
        var bins = sorted.GroupBy(value => value == 0 ? int.MinValue : (int)Math.Ceiling(Math.Log(value) / Math.Log(gamma)))
            .Select(group => KeyValuePair.Create(group.Key, (long)group.Count()));
        Assert.True(bins.SequenceEqual(found.Bins!), where);
    }

    private static DoraOptions OptionsOf(int seed) => new()
    {
        TimeZone = (seed % 3) switch { 0 => "UTC", 1 => "Europe/Berlin", _ => "America/St_Johns" },
        CulpritAttribution = (CulpritAttribution)(seed / 2 % 3),
        IncidentAtDeployment = (IncidentAtDeployment)(seed / 3 % 2),
        LeadTimeStart = (LeadTimeStart)(seed / 5 % 3),
        RecoveryStart = (RecoveryStart)(seed / 7 % 2),
        OwnershipAsOf = seed % 4 == 0 ? OwnershipAsOf.Now : OwnershipAsOf.Event,
        ExactValues = seed % 2 == 0 ? 256 : 3,
        RolloutWindowHours = seed % 5 == 0 ? 2 : 24,
    };
}

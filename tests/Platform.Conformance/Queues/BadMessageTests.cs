using System.Text;
using Azure.Storage.Queues;
using Platform.Conformance.Target;

namespace Platform.Conformance.Queues;

/// <summary>Nothing that a pipeline sends is lost without a word, on any queue.</summary>
[Covers("QueuesPoisonList")]
public sealed class BadMessageTests(PlatformUnderTest platform)
{
    private const string Suffix = "-poison";

    public static TheoryData<string> Queues =>
    [
        .. ListedFunction.All.Where(function => function.IsQueue)
            .Select(function => function.Trigger.Split(' ')[1])
            .Where(queue => !queue.EndsWith(Suffix, StringComparison.Ordinal)),
    ];

    [Theory]
    [MemberData(nameof(Queues))]
    public async Task What_is_no_JSON_is_listed_with_the_reason_encoded_or_not(string queue)
    {
        var plain = $"!! {Guid.NewGuid()}";
        var encoded = $"not json {Guid.NewGuid()}";
        await platform.SendAsync(queue, plain, QueueMessageEncoding.None);
        await platform.SendAsync(queue, encoded);

        Assert.Equal("message-not-json", await ReasonAsync(queue, plain));
        Assert.Equal("message-not-json", await ReasonAsync(queue, Convert.ToBase64String(Encoding.UTF8.GetBytes(encoded))));
    }

    [Theory]
    [MemberData(nameof(Queues))]
    public async Task What_is_beside_the_contract_is_listed_with_its_fields(string queue)
    {
        var text = $$"""{"id":"","wrong":"{{Guid.NewGuid()}}"}""";
        await platform.SendAsync(queue, text, QueueMessageEncoding.None);

        Assert.StartsWith("field-", await ReasonAsync(queue, text), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Queues))]
    public async Task A_body_that_is_said_to_be_in_storage_and_is_not_is_listed(string queue)
    {
        var text = $$"""{"claim":"{{Convert.ToHexStringLower(Encoding.UTF8.GetBytes($"{Guid.NewGuid():N}"))}}"}""";
        await platform.SendAsync(queue, text, QueueMessageEncoding.None);

        Assert.Equal("claim-missing", await ReasonAsync(queue, text));
    }

    [Theory]
    [MemberData(nameof(Queues))]
    public async Task A_message_that_the_host_moved_away_unjudged_is_judged_and_listed(string queue)
    {
        var text = $$"""{"moved":"{{Guid.NewGuid()}}"}""";
        await platform.SendAsync(queue + Suffix, text, QueueMessageEncoding.None);

        Assert.StartsWith("field-", await ReasonAsync(queue, text), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_queue_without_failures_lists_none()
    {
        using var answer = await platform.Client.GetAsync("queues/no-such-queue/poison", TestContext.Current.CancellationToken);

        Assert.Empty((await answer.JsonAsync())["items"]!.AsArray());
    }

    private async Task<string> ReasonAsync(string queue, string body)
    {
        var record = await platform.GivenUpAsync(queue, body);
        Assert.NotEmpty((string)record["messageId"]!);
        Assert.True(DateTimeOffset.TryParse((string)record["at"]!, out _));
        return (string)record["reasons"]![0]!["code"]!;
    }
}

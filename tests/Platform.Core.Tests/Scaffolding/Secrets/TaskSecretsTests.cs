using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Secrets;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Tests.Scaffolding.Secrets;

public sealed class TaskSecretsTests
{
    private static readonly byte[] Key = TaskCipher.NewKey();
    private readonly TaskId _task = TaskId.New(TimeProvider.System);

    private TaskSecrets Secrets => TaskSecrets.Of(
        new(_task, Key), new Dictionary<string, string> { ["token"] = "very-secret-token" });

    [Fact]
    public void What_is_sealed_can_be_opened_with_its_type_and_shows_nothing()
    {
        var value = JsonNode.Parse("""{"a":[1,true,null,"very-secret-token"]}""")!;
        var kept = Secrets.Seal(value)!;

        Assert.True(SealedValue.Is(kept, out _));
        Assert.DoesNotContain("very-secret", kept.ToJsonString());
        Assert.True(JsonNode.DeepEquals(value, Secrets.Open(kept).Value!.Value));
    }

    [Fact]
    public void The_same_value_is_never_sealed_to_the_same_text() =>
        Assert.NotEqual(Secrets.Seal("x")!.ToJsonString(), Secrets.Seal("x")!.ToJsonString());

    [Fact]
    public void A_sealed_value_opens_for_its_own_task_purpose_and_key_only()
    {
        var text = new TaskCipher(_task, Key).Seal("value", "text");

        Assert.Equal("text", new TaskCipher(_task, Key).Open("value", text));
        Assert.Null(new TaskCipher(TaskId.New(TimeProvider.System), Key).Open("value", text));
        Assert.Null(new TaskCipher(_task, Key).Open("secret\ntoken", text));
        Assert.Null(new TaskCipher(_task, TaskCipher.NewKey()).Open("value", text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no base64!")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_was_not_sealed_here_is_a_problem_and_no_crash(string text) =>
        Assert.Equal("secrets-gone", Secrets.Open(new JsonObject { ["$sealed"] = text }).Problems.Single().Code);

    [Fact]
    public void A_changed_byte_is_noticed()
    {
        var bytes = Convert.FromBase64String(new TaskCipher(_task, Key).Seal("value", "text"));
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            Assert.Null(new TaskCipher(_task, Key).Open("value", Convert.ToBase64String(bytes)));
            bytes[i] ^= 1;
        }
    }

    [Fact]
    public void After_the_wipe_nothing_opens() =>
        Assert.Equal("secrets-gone", TaskSecrets.None.Open(new JsonArray(Secrets.Seal("x"))).Problems.Single().Code);

    [Fact]
    public void What_an_action_hands_on_is_sealed_where_it_shows_a_secret_and_only_there()
    {
        var state = JsonNode.Parse("""{"url":"https://x/?t=very-secret-token","n":1,"very-secret-token":{"a":2}}""");
        var kept = Secrets.SealShown(new JsonArray(1, new JsonObject { ["url"] = state!["url"]!.DeepClone(), ["n"] = 1 }))!;

        Assert.Equal(1, kept[0]!.GetValue<int>());
        Assert.Equal(1, kept[1]!["n"]!.GetValue<int>());
        Assert.True(SealedValue.Is(kept[1]!["url"], out _));
        Assert.True(SealedValue.Is(Secrets.SealShown(state), out _));
    }

    [Fact]
    public void Masked_secrets_are_stars_and_seal_nothing()
    {
        var masked = TaskSecrets.Masked(["token"]);

        Assert.Equal("""{"token":"***"}""", masked.Values.ToJsonString());
        Assert.Equal("x", masked.Seal("x")!.GetValue<string>());
    }
}

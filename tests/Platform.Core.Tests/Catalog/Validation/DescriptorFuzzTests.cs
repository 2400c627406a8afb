using Platform.Adapters.Yaml;
using Platform.Core.Catalog.Validation;
using Platform.TestKit.Catalog.Fuzzing;

namespace Platform.Core.Tests.Catalog.Validation;

/// <summary>The fast seed of <c>Platform.Benchmarks -- catalog --fuzz N</c>.</summary>
public sealed class DescriptorFuzzTests
{
    private static readonly DescriptorValidation Validation = new(new YamlDocumentReader());

    [Fact]
    public void Thousands_of_broken_files_get_a_clear_answer_and_leave_their_neighbours_alone()
    {
        var inputs = new FuzzInputs(seed: 2026);
        for (var number = 0; number < 4000; number++)
        {
            var input = inputs.Make(number, giants: false);

            var wrong = FuzzVerdict.Of(input, Validation.Judge("fuzz.yaml", input.Bytes));

            Assert.True(wrong is null, $"input {number}: {wrong}");
        }
    }

    [Fact]
    public void The_same_number_makes_the_same_input() =>
        Assert.Equal(new FuzzInputs(1).Make(7, giants: true).Bytes, new FuzzInputs(1).Make(7, giants: true).Bytes);

    [Fact]
    public void Ten_thousand_documents_end_at_the_limit_and_those_before_it_are_judged()
    {
        var text = string.Concat(Enumerable.Repeat(FuzzInputs.NeighbourText + "---\n", 10_000));

        var judged = Validation.Judge("many.yaml", text);

        Assert.Equal(500, judged.Count(document => document.Valid));
        Assert.Equal("yaml-too-many-documents", judged[^1].Problems.Single().Code);
    }

    [Fact]
    public void Ten_megabytes_are_refused_unread() =>
        Assert.Equal("yaml-too-large", Validation.Judge(
            "large.yaml", Enumerable.Repeat((byte)0x61, 10 * 1024 * 1024).ToArray()).Single().Problems.Single().Code);
}

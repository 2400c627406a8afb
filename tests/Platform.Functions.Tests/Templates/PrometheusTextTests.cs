namespace Platform.Functions.Tests.Templates;

public sealed class PrometheusTextTests
{
    [Fact]
    public void A_well_formed_exposition_is_read()
    {
        var families = PrometheusText.Parse(
            "# HELP requests_total Answered.\n# TYPE requests_total counter\n" +
            "requests_total{path=\"/a\\\"b\",status=\"200\"} 3\nrequests_total{path=\"\",status=\"404\",} 1e3 1700000000000\n" +
            "# TYPE seconds histogram\nseconds_bucket{le=\"0.5\"} 1\nseconds_bucket{le=\"+Inf\"} 2\n" +
            "seconds_sum 4.5\nseconds_count 2\n");

        Assert.Equal(2, families["requests_total"].Samples.Count);
        Assert.Equal(1000, families["requests_total"].Samples[1].Value);
        Assert.Equal("histogram", families["seconds"].Type);
    }

    [Theory]
    [InlineData("# TYPE a counter\na 1")]
    [InlineData("a 1\n")]
    [InlineData("# TYPE a counter\nb 1\n")]
    [InlineData("# TYPE a number\na 1\n")]
    [InlineData("# TYPE a gauge\na one\n")]
    [InlineData("# TYPE a gauge\na{b=c} 1\n")]
    [InlineData("# TYPE a gauge\na{b=\"c} 1\n")]
    [InlineData("# TYPE a gauge\na{b=\"1\",b=\"2\"} 1\n")]
    [InlineData("# TYPE a gauge\na{b=\"1\"} 1\na{b=\"1\"} 2\n")]
    [InlineData("# TYPE a gauge\na 1\n# TYPE b gauge\nb 1\na{c=\"2\"} 1\n")]
    [InlineData("# TYPE a gauge\na 1\n# TYPE a gauge\na{c=\"2\"} 1\n")]
    [InlineData("# TYPE a counter\na -1\n")]
    [InlineData("# TYPE a histogram\na_bucket{le=\"1\"} 1\na_sum 1\na_count 1\n")]
    [InlineData("# TYPE a histogram\na_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 1\n")]
    [InlineData("# TYPE a histogram\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 2\n")]
    public void What_Prometheus_would_refuse_or_misread_is_refused(string text) =>
        Assert.Throws<FormatException>(() => PrometheusText.Parse(text));
}

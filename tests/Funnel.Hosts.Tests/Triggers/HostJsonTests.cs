using Funnel.Embedded;
using Funnel.Embedded.Triggers;

namespace Funnel.Hosts.Tests.Triggers;

public sealed class HostJsonTests
{
    [Fact]
    public async Task The_products_own_file_is_read()
    {
        var host = await HostJson.Load(Path.Combine(AppContext.BaseDirectory, "host.json"), default);
        Assert.Equal("", host.RoutePrefix);
        Assert.Equal(TimeSpan.FromMinutes(5), host.FunctionTimeout);
        Assert.Equal(new QueueSettings(16, 8, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), 5), host.Queues);
    }

    [Theory]
    [InlineData("Azure.Core")]
    [InlineData("Azure.Core.1")] // the host's storage clients write each request and response under both names
    public async Task The_products_own_file_silences_storage_requests_in_the_Functions_host(string category)
    {
        var json = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "host.json"));
        var levels = System.Text.Json.JsonDocument.Parse(json).RootElement.GetProperty("logging").GetProperty("logLevel");
        Assert.Equal("Warning", levels.GetProperty(category).GetString());
    }

    [Fact]
    public void What_is_left_out_is_as_in_the_Functions_host()
    {
        Assert.Equal(HostJson.Default, HostJson.Parse("{}", "host.json"));
        var host = HostJson.Parse("""{"functionTimeout":"-1","extensions":{"http":{"routePrefix":"/"},"queues":{"batchSize":10}} /* note */}""", "host.json");
        Assert.Null(host.FunctionTimeout);
        Assert.Equal("", host.RoutePrefix);
        Assert.Equal(5, host.Queues.NewBatchThreshold);
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_with_its_path()
    {
        const string Json = """
            {"functionTimeout":"soon","extensions":{"http":{"routePrefix":1},"queues":
            {"batchSize":33,"newBatchThreshold":-1,"maxPollingInterval":"00:00:00.01","visibilityTimeout":5,"maxDequeueCount":"5"}}}
            """;
        var fault = Assert.Throws<StartupException>(() => HostJson.Parse(Json, "my/host.json"));
        Assert.StartsWith("my/host.json is wrong.", fault.Message, StringComparison.Ordinal);
        Assert.Equal(7, fault.Errors.Count);
        Assert.Contains("extensions.queues.batchSize must be a whole number from 1 to 32, is 33.", fault.Errors);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("")]
    public void What_is_no_JSON_object_is_refused(string json) => Assert.Throws<StartupException>(() => HostJson.Parse(json, "host.json"));

    [Fact]
    public Task A_missing_file_is_named() => Assert.ThrowsAsync<StartupException>(() => HostJson.Load("/nowhere/host.json", default));
}

using System.Text;
using Funnel.Functions;
using Funnel.Functions.Http;
using Funnel.Hosts.Tests.Infra;
using Funnel.Storage.InMemory;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Hosts.Tests.Functions;

public sealed class ReceiveEventTests : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly ReceiveEvent function;

    public ReceiveEventTests()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(SampleSettings.ForConfiguration()).Build();
        services = new ServiceCollection().AddLogging().AddMemoryStorage().AddFunnelFunctions(configuration).BuildServiceProvider();
        function = ActivatorUtilities.CreateInstance<ReceiveEvent>(services);
    }

    [Theory]
    [InlineData("douyin")]
    [InlineData("Douyin")]
    public async Task A_source_gets_its_events_by_name(string name)
    {
        var answer = Assert.IsType<ContentResult>(await Run("POST", name, """{"event":"verify_webhook","client_key":"x","content":{"challenge":12345}}"""));
        Assert.Equal(("""{"challenge":12345}""", "application/json", 200), (answer.Content, answer.ContentType, answer.StatusCode));
    }

    [Theory]
    [InlineData("POST", "douyin", 401)] // unsigned
    [InlineData("GET", "douyin", 405)]
    [InlineData("GET", "wecom", 400)] // no query
    [InlineData("POST", "WECOM", 400)]
    public async Task What_a_connector_refuses_is_answered_as_it_says(string method, string name, int status)
    {
        var answer = Assert.IsType<ObjectResult>(await Run(method, name, "{}"));
        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("GET")]
    public async Task A_name_that_nobody_has_is_not_found(string method) =>
        Assert.Equal(404, Assert.IsType<StatusCodeResult>(await Run(method, "kuaishou", "{}")).StatusCode);

    [Theory]
    [InlineData("douyin", 413)]
    [InlineData("wecom", 413)]
    [InlineData("kuaishou", 404)]
    public async Task A_body_larger_than_any_event_is_not_read_to_its_end(string name, int status) =>
        Assert.Equal(status, Assert.IsType<StatusCodeResult>(await Run("POST", name, new string(' ', (1024 * 1024) + 1))).StatusCode);

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private Task<IActionResult> Run(string method, string connector, string body)
    {
        var http = new DefaultHttpContext { Request = { Method = method, Body = new MemoryStream(Encoding.UTF8.GetBytes(body)) } };
        return function.Run(http.Request, connector, CancellationToken.None);
    }
}

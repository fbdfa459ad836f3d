using Funnel.Embedded;
using Funnel.Embedded.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Hosts.Tests.Functions;

public sealed class EndOfHostTests : IAsyncLifetime
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("funnel-end-");
    private IServiceCollection registered = null!;
    private EmbeddedHost host = null!;

    public async Task InitializeAsync()
    {
        var configuration = HostFile.Read(
            """
            {"tokenKey":"0123456789abcdef","accounts":[{"id":"shop","platform":"douyin","openId":"o","accessToken":"a","refreshToken":"r","paused":true}],
             "offers":[{"id":"guide","reply":["打开私信领取"],"chat":["点"],"welcome":["你好"]}],
             "douyin":{"clientKey":"k","clientSecret":"s","baseUrl":"http://127.0.0.1:9/"}}
            """u8.ToArray(), "a test's configuration");
        host = await EmbeddedHost.Start(new EmbeddedSetup(configuration, data.FullName, Port: 0, s => (registered = s).AddSqliteStorage(data.FullName), Quiet: true), default);
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        data.Delete(recursive: true);
    }

    // A container ends what it made in the other order, once for each service: one that is known by a second name ends before those who use it by the first,
    // and what these have to write at the end is lost.
    [Fact]
    public void What_has_to_be_ended_is_registered_under_one_name()
    {
        var ours = registered.Where(d => d is { Lifetime: ServiceLifetime.Singleton, IsKeyedService: false, ServiceType.ContainsGenericParameters: false }
            && (d.ImplementationInstance is null) && d.ServiceType.Assembly.GetName().Name!.StartsWith("Funnel", StringComparison.Ordinal)).Select(d => d.ServiceType).Distinct().ToList();
        Assert.True(ours.Count > 100, $"only {ours.Count} services");
        var twice = ours.SelectMany(type => host.Services.GetServices(type).Select(made => (Name: type.Name, Made: made!)))
            .Where(s => s.Made is IDisposable or IAsyncDisposable)
            .GroupBy(s => s.Made, ReferenceEqualityComparer.Instance).Where(g => g.Count() > 1).Select(g => string.Join(", ", g.Select(s => s.Name)));
        Assert.Equal([], twice);
    }
}

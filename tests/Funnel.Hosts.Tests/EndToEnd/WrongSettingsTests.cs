using System.Text;
using Funnel.Configuration;
using Funnel.Embedded;

namespace Funnel.Hosts.Tests.EndToEnd;

public sealed class WrongSettingsTests
{
    [Fact]
    public async Task The_embedded_host_does_not_start_and_names_every_mistake_of_every_section()
    {
        var json = """{"host":{"bind":"here","prot":1},"console":{"sesionLength":"01:00:00"},"weCom":{"staff":["li"]},"outreach":{"maxAttempts":0},"consol":{"easyAuth":true}}""";
        var data = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));
        var fault = await Assert.ThrowsAsync<SettingsException>(() => EmbeddedHost.Start(new(HostFile.Read(Encoding.UTF8.GetBytes(json), "test"), data, 0, Quiet: true), default));
        Assert.Equal(
            ["accounts", "consol", "console.sesionLength", "host.bind", "host.prot", "offers", "outreach.maxAttempts", "weCom.callbackToken", "weCom.corpId", "weCom.encodingAesKey", "weCom.secret"],
            fault.Errors.Select(e => e.Split(": ")[0]).Order(StringComparer.Ordinal));
        Assert.Contains("consol: there is no such setting; did you mean console?", fault.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(data));
    }
}

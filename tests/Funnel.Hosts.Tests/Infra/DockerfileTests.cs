using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Funnel.Embedded;
using Funnel.Embedded.Commands;

namespace Funnel.Hosts.Tests.Infra;

/// <summary>The image is built elsewhere: what the Dockerfile names must be there, and its health check must tell well from ill.</summary>
public sealed partial class DockerfileTests
{
    private static readonly string[] Instructions = Repository.Read("Dockerfile").Replace("\\\n", " ", StringComparison.Ordinal)
        .Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '#').ToArray();

    [Fact]
    public void What_is_copied_exists_and_is_let_into_the_context()
    {
        var let = File.ReadAllLines(Repository.Path(".dockerignore")).Where(l => l.StartsWith('!')).Select(l => l[1..]);
        var copied = Of("COPY").Where(c => !c.StartsWith("--", StringComparison.Ordinal)).SelectMany(c => c.Split(' ')[..^1]).ToList();
        Assert.All(copied, name => Assert.True(Path.Exists(Repository.Path(name)), name));
        Assert.Equal(copied.Order(StringComparer.Ordinal), let.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Whatever_the_build_imports_is_copied()
    {
        var copied = string.Join(' ', Of("COPY"));
        string[] needed = ["global.json", "Directory.Build.props", "Directory.Packages.props", "BannedSymbols.txt", ".editorconfig", "host.json", "docs/openapi.yaml", "src"];
        Assert.All(needed, name => Assert.Contains(name, copied, StringComparison.Ordinal));
        var outside = Directory.EnumerateFiles(Repository.Path("src"), "*.csproj", SearchOption.AllDirectories)
            .SelectMany(p => OutsideOfSource().Matches(File.ReadAllText(p))).Select(m => m.Groups[1].Value).Distinct();
        Assert.Empty(outside.Except([.. needed, "local.settings.json"])); // a developer's own, taken only if it exists
    }

    [Fact]
    public void What_is_published_is_what_is_started()
    {
        var publish = Assert.Single(Of("RUN"), r => r.StartsWith("dotnet publish", StringComparison.Ordinal)).Split(' ');
        Assert.True(Directory.Exists(Repository.Path(publish[2])), publish[2]);
        Assert.Contains($"--from=build {publish[^1]} .", Of("COPY"));
        Assert.Equal(["dotnet", Path.GetFileName(typeof(EmbeddedHost).Assembly.Location)], Words(Assert.Single(Of("ENTRYPOINT"))));
        var arguments = Words(Assert.Single(Of("CMD")));
        Assert.Empty(ServeCommand.Create().Parse(arguments[1..]).Errors);
        Assert.Equal((ServeCommand.Create().Name, Assert.Single(Of("VOLUME"))), (arguments[0], arguments[Array.IndexOf(arguments, "--data") + 1]));
        Assert.Equal(Assert.Single(Of("EXPOSE")), arguments[Array.IndexOf(arguments, "--port") + 1]);
        Assert.Equal("$APP_UID", Assert.Single(Of("USER")));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK", true)]
    [InlineData("HTTP/1.1 503 Service Unavailable", false)]
    [InlineData(null, false)]
    public async Task The_health_check_tells_well_from_ill(string? answer, bool well)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var asked = answer is null ? Task.FromResult<string?>(null) : Answer(listener, answer);
        if (answer is null)
        {
            listener.Stop();
        }

        var check = Assert.Single(Of("HEALTHCHECK"));
        var words = Words(check[check.IndexOf('[', StringComparison.Ordinal)..]);
        Assert.Contains($"/{Assert.Single(Of("EXPOSE"))} ", words[^1], StringComparison.Ordinal);
        words[^1] = words[^1].Replace($"/{Assert.Single(Of("EXPOSE"))} ", $"/{port} ", StringComparison.Ordinal);
        using var shell = Process.Start(new ProcessStartInfo(words[0], words[1..]) { RedirectStandardError = true })!;
        await shell.WaitForExitAsync();
        Assert.Equal(well, shell.ExitCode == 0);
        Assert.Equal(answer is null ? null : "GET /api/health HTTP/1.0", await asked);
    }

    private static async Task<string?> Answer(TcpListener listener, string line)
    {
        using var client = await listener.AcceptTcpClientAsync();
        using var reader = new StreamReader(client.GetStream());
        var asked = await reader.ReadLineAsync();
        await reader.ReadLineAsync();
        await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(line + "\r\n\r\n"));
        return asked;
    }

    private static List<string> Of(string instruction) =>
        [.. Instructions.Where(l => l.StartsWith(instruction + " ", StringComparison.Ordinal)).Select(l => l[(instruction.Length + 1)..].Trim())];

    private static string[] Words(string json) => JsonSerializer.Deserialize<string[]>(json)!;

    [GeneratedRegex("Include=\"\\.\\./\\.\\./([^\"/]+)\"")]
    private static partial Regex OutsideOfSource();
}

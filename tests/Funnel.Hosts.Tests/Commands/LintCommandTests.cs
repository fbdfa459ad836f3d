using Funnel.Embedded.Commands;
using Funnel.Hosts.Tests.Infra;

namespace Funnel.Hosts.Tests.Commands;

public sealed class LintCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("funnel-lint-").FullName;
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Every_finding_is_told_with_its_place_its_rule_and_what_to_do()
    {
        Assert.Equal(CommandLine.Failed, await Lint("""{"id":"guide","reply":["{nick}，加❤V领","好的，看私信"],"chat":["打138-0013-8000"],"welcome":["你好"],"tags":5,"materials":[{}]}"""));
        Assert.Equal(
        [
            "offer (guide): tags: must be a list, is a text of 1 characters",
            "offer (guide): reply[0]: has '加❤V': words that lead off the platform are punished in public; invite to the private chat instead (rule off-platform)",
            "offer (guide): chat[0]: has '138-0013-8000', a phone number or a WeChat id, which platforms detect in chats too: the card leads to the contact (rule number)",
            "offer (guide): materials[0]: must have exactly one of link, image, file, miniProgram",
            "offer (guide): reply[0]: note: is said without the name, as nickInReply is not true: \"加❤V领\"",
            $"{File}: 1 offers, 4 wordings, 4 mistakes.",
        ], Lines);
    }

    [Theory]
    [InlineData("""[{"id":"guide","reply":["看私信"],"chat":["点卡片"],"welcome":["你好"]},{"id":"course","reply":["看私信吧"],"chat":["点卡片"],"welcome":["你好"]}]""")]
    [InlineData("""{"accounts":[],"douyin":{"clientKey":"env:NOT_SET"},"offers":[{"id":"guide","reply":["看私信"],"chat":["点卡片"],"welcome":["你好"]},{"id":"course","reply":["看私信吧"],"chat":["点卡片"],"welcome":["你好"]}]}""")]
    public async Task Lists_and_configurations_are_read_without_what_they_need_to_run(string json)
    {
        Assert.Equal(CommandLine.Done, await Lint(json));
        Assert.Equal([$"{File}: 2 offers, 6 wordings, 0 mistakes."], Lines);
    }

    [Fact]
    public async Task An_offer_without_an_id_is_one_for_the_settings_API() => Assert.Equal(CommandLine.Done, await Lint("""{"reply":["看私信"],"chat":["点卡片"],"welcome":["你好"]}"""));

    [Fact]
    public async Task Settings_of_the_Functions_host_are_read() => Assert.Equal(CommandLine.Done, await Lint(Repository.Read("local.settings.sample.json")));

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("{")]
    public async Task What_has_no_offers_is_said(string json)
    {
        Assert.Equal(CommandLine.Failed, await Lint(json));
        Assert.Contains(File, error.ToString(), StringComparison.Ordinal);
    }

    private string File => Path.Combine(folder, "offers.json");

    private string[] Lines => output.ToString().TrimEnd().Split(Environment.NewLine);

    private Task<int> Lint(string json)
    {
        System.IO.File.WriteAllText(File, json);
        return new CommandLine(CommandTable.All, output, error, debug: false).Run(["lint", File], default);
    }
}

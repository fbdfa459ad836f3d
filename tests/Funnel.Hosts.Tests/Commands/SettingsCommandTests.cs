using Funnel.Configuration;
using Funnel.Embedded.Commands;
using Funnel.Hosts.Tests.Infra;

namespace Funnel.Hosts.Tests.Commands;

public sealed class SettingsCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("funnel-settings-").FullName;
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_README_has_the_table_that_is_made_from_the_options()
    {
        Assert.Equal(CommandLine.Done, await Run("settings", "--table"));
        Assert.Contains("\n\n" + output + "\n", Repository.Read("README.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_setting_has_a_meaning() => Assert.Empty(SettingsTable.Rows(SettingsCommand.Sections()).Where(r => r.Meaning.Length == 0).Select(r => r.Key));

    [Fact]
    public async Task A_right_file_is_said_to_be_right()
    {
        var file = File("shop.json", Shop);
        Assert.Equal(CommandLine.Done, await Run("settings", "--check", file));
        Assert.Equal($"{file}: no mistakes.{Environment.NewLine}", output.ToString());
    }

    [Fact]
    public async Task Every_mistake_in_a_file_is_named_whichever_section_it_is_in()
    {
        var wrong = """, "console": { "easyAut": true }, "host": { "bind": "localhost" }, "schedules": { "reconile": "0 * * * * *" }, "triage": { "reviewFrom": 2 }, "wecom": { "corpId": "c" } }""";
        Assert.Equal(CommandLine.Failed, await Run("settings", "--check", File("shop.json", Shop[..^1] + wrong)));
        string[] told =
        [
            "console.easyAut: there is no such setting; did you mean console.easyAuth?", "host.bind: must be an IP address such as 127.0.0.1 or 0.0.0.0, is a text of 9 characters",
            "schedules.reconile: there is no such setting; did you mean schedules.reconcile?", "triage.reviewFrom: must be from 0 to 1, is 2", "weCom.secret: is missing", "weCom.staff: must name at least one",
        ];
        Assert.All(told, t => Assert.Contains($"  - {t}", error.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Settings_of_the_Functions_host_are_checked_with_the_names_beside_ours()
    {
        var sample = Repository.Read("local.settings.sample.json");
        Assert.Equal(CommandLine.Done, await Run("settings", "--check", File("local.settings.json", sample)));
        var wrong = sample.Replace("PollSchedule", "PolSchedule", StringComparison.Ordinal).Replace("Console__UtcOffset", "Console__UtcOfset", StringComparison.Ordinal)
            .Replace("UseDevelopmentStorage=true", "AccountName=shop", StringComparison.Ordinal);
        Assert.Equal(CommandLine.Failed, await Run("settings", "--check", File("wrong.json", wrong)));
        Assert.All(["PolSchedule: there is no such setting; did you mean PollSchedule?", "console.utcOfset: there is no such setting; did you mean console.utcOffset?", "AzureWebJobsStorage: "],
            t => Assert.Contains($"  - {t}", error.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("settings")]
    [InlineData("settings --table --check")]
    public async Task One_thing_must_be_asked_for(string line) => Assert.Equal(CommandLine.WrongUsage, await Run(line.Split(' ')));

    private const string Shop = """
        {
          "accounts": [{ "id": "shop", "platform": "douyin", "openId": "o", "accessToken": "a", "refreshToken": "r" }],
          "offers": [{ "id": "guide", "reply": ["打开私信就能领取"], "chat": ["点卡片"], "welcome": ["你好"] }],
          "douyin": { "clientKey": "k", "clientSecret": "s" }
        }
        """;

    private string File(string name, string text)
    {
        var path = Path.Combine(folder, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    private Task<int> Run(params string[] args) => new CommandLine(CommandTable.All, output, error, debug: false).Run(args, default);
}

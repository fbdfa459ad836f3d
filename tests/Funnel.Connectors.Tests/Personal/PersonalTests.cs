using Funnel.Configuration;
using Funnel.Connectors.Personal;
using Funnel.Outreach.Linting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Connectors.Tests.Personal;

/// <summary>Somebody's own WeChat is passed on by people alone.</summary>
public sealed class PersonalTests
{
    [Fact]
    public async Task Id_and_picture_are_the_same_for_everybody_and_for_hands_alone()
    {
        var connector = Connector(new() { ["weChatId"] = "xiaowang_88", ["qrPicture"] = "https://shop.example/wang.png" }, out var reader)!;
        Assert.Empty(reader.Errors());
        var path = connector.Find<IContactPath>()!;
        Assert.Equal((ContactForm.ByHand, true), (path.Form, path.MustBeNamed));
        Assert.Equal(new ContactLink(new("https://shop.example/wang.png"), "xiaowang_88"), (await path.ContactLink("TOKEN", default)).Value);
        Assert.Single(connector.Parts);
    }

    [Fact]
    public void Without_a_section_there_is_only_the_name_that_offers_may_use() => Assert.Null(Connector([], out _));

    [Theory]
    [InlineData("weChatId", "a b", "must be a WeChat id")]
    [InlineData("qrPicture", "http://shop.example/wang.png", "https")]
    [InlineData("weChatId", "", "must be given, or qrPicture")]
    public void What_is_wrong_is_named(string key, string value, string said)
    {
        Connector(new() { [key] = value }, out var reader);
        Assert.Contains(reader.Errors(), e => e.StartsWith("personal.", StringComparison.Ordinal) && e.Contains(said, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("加微信 xiaowang_88 领取", WordingPlace.Reply)]
    [InlineData("加V xiaowang_88", WordingPlace.Reply)]
    [InlineData("微信号 xiaowang_88", WordingPlace.Chat)]
    public void The_linter_refuses_an_id_in_what_programs_say(string text, WordingPlace place) => Assert.NotEmpty(WordingLinter.Check(text, place, 100));

    [Fact]
    public void Its_bare_id_in_a_wording_is_refused_at_the_start()
    {
        var reader = new SettingsReader(Configuration(new()
        {
            ["personal:weChatId"] = "xiaowang_88", ["offers:0:id"] = "guide", ["offers:0:reply:0"] = "私信我", ["offers:0:reply:1"] = "找 XiaoWang_88 领", ["offers:0:chat:0"] = "点这里", ["offers:0:welcome:0"] = "你好",
            ["offers:0:contactPaths:0"] = "personnel", ["offers:0:contactPath"] = "wecom",
        }));
        reader.Read<FunnelOptions>("");
        new ServiceCollection().AddConnectors(reader);
        Assert.Equal(
            ["offers[0].contactPaths[0]: there is no 'personnel'; there are wecom, wecom-qr, wecom-kf, officialaccount, miniprogram, personal",
                "offers[0].reply[1]: has personal.weChatId in it: no program may send it; staff gets it with each task"],
            reader.Errors().Where(e => e.StartsWith("offers", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    private static Connector? Connector(Dictionary<string, string?> personal, out SettingsReader reader)
    {
        reader = new SettingsReader(Configuration(personal.ToDictionary(s => "personal:" + s.Key, s => s.Value, StringComparer.Ordinal)));
        return new ServiceCollection().AddPersonal(reader).BuildServiceProvider().GetService<Connector>();
    }

    private static IConfiguration Configuration(Dictionary<string, string?> settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create("Funnel:" + s.Key, s.Value))).Build();
}

using System.ComponentModel.DataAnnotations;
using Funnel.Configuration;
using Funnel.Configuration.Rules;
using Microsoft.Extensions.Configuration;

namespace Funnel.Tests.Configuration;

public sealed class SettingsReaderTests
{
    [Fact]
    public void Every_mistake_of_every_section_is_told_at_once_with_its_path_what_is_allowed_and_what_was_found()
    {
        var settings = Reader(
            ("shop:open", "perhaps"), ("shop:seats", "0"), ("shop:wait", "soon"), ("shop:names:0", "li"), ("shop:names:1", "l i"), ("shop:door:key", "a-secret"), ("shop:site", "http://u:p@example.com/"),
            ("shop:days", "mon"), ("bar:sets", "7"));
        settings.Read<Shop>("shop");
        settings.Read<Bar>("bar");
        Assert.Equal(
        [
            "bar.sets: there is no such setting; did you mean bar.seats? Known here: seats",
            "shop.days: must be a list, is a text of 3 characters",
            "shop.door.key: must be 4 digits, is a text of 8 characters",
            "shop.door.lock: is missing",
            "shop.names[1]: must be a name, is a text of 3 characters",
            "shop.open: must be true or false, is a text of 7 characters",
            "shop.seats: must be from 1 to 9, is 0",
            "shop.site: must be an https address without user, query and fragment (plain http for loopback only), is one with http",
            "shop.wait: must be a time span such as 00:00:30, is a text of 4 characters",
        ], settings.Errors().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_right_is_read_and_the_rest_has_its_defaults()
    {
        var settings = Reader(("Shop:Open", "TRUE"), ("Shop:Seats", ""), ("Shop:Names:0", "li"), ("Shop:Wait", "00:00:05"), ("Shop:Door:Lock", "yale"));
        var shop = settings.Read<Shop>("shop");
        settings.Check();
        Assert.Equal((true, 3, TimeSpan.FromSeconds(5), "yale"), (shop.Open, shop.Seats, shop.Wait, shop.Door?.Lock));
        Assert.Equal(["li"], shop.Names);
        Assert.Same(shop, settings.Read<Shop>("shop"));
    }

    [Theory]
    [InlineData("bar:seats:0", "1", "bar.seats: must be a whole number, not an object or a list")]
    [InlineData("bar", "7", "bar: must be an object with names and values, is a text of 1 characters")]
    [InlineData("bra:seats", "1", "bra: there is no such setting; did you mean bar? Known here: accounts, offers, groups, intake, outreach, sending, keep, measure, changes, hooks, tokenKey, earlierTokenKeys, bar, shop")]
    [InlineData("bar:wait", "1", "bar.wait: there is no such setting; did you mean shop.wait? Known here: seats")]
    [InlineData("bar:xyzzy", "1", "bar.xyzzy: there is no such setting. Known here: seats")]
    [InlineData("shop:door:lock", "锟斤拷", "shop.door.lock: holds broken characters (\uFFFD or what becomes of them): write it again, and save it as UTF-8")]
    public void A_mistake_is_named(string key, string value, string error)
    {
        var settings = Reader((key, value));
        settings.Read<FunnelOptions>("");
        settings.Read<Bar>("bar");
        settings.Read<Shop>("shop");
        Assert.Equal([error], settings.Errors());
    }

    [Fact]
    public void A_part_is_off_without_its_section_and_known_all_the_same()
    {
        var settings = Reader(("bar:seats", "2"));
        Assert.Null(settings.ReadPart<Shop>("shop"));
        Assert.Equal(2, settings.ReadPart<Bar>("bar")?.Seats);
        Assert.Equal(["bar"], settings.Parts);
        Assert.Equal(["shop", "bar"], settings.Sections.Select(s => s.Path));
    }

    [Fact]
    public void A_section_may_lie_in_another_or_be_somebody_else_s()
    {
        var settings = Reader(("shop:bar:seats", "2"), ("elsewhere:any", "1"));
        settings.Read<FunnelOptions>("");
        settings.Read<Shop>("shop");
        settings.Leave("elsewhere");
        Assert.Equal(2, settings.Read<Bar>("shop:bar").Seats);
        Assert.Empty(settings.Errors());
    }

    [Fact]
    public void What_depends_on_other_sections_is_judged_when_all_were_read()
    {
        var settings = Reader(("bar:seats", "2"));
        settings.Later(() => settings.Complain("shop", $"needs more than {settings.Read<Bar>("bar").Seats} seats"));
        settings.Read<Bar>("bar");
        Assert.Equal(["shop: needs more than 2 seats"], Assert.Throws<SettingsException>(settings.Check).Errors);
        Assert.Single(settings.Errors());
    }

    private static SettingsReader Reader(params (string Key, string Value)[] values) => new(
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(v => KeyValuePair.Create<string, string?>("Funnel:" + v.Key, v.Value))).Build());

    private sealed class Bar
    {
        public int Seats { get; set; } = 1;
    }

    private sealed class Shop
    {
        public bool Open { get; set; }

        [Range(1, 9)]
        public int Seats { get; set; } = 3;

        public TimeSpan Wait { get; set; }

        [Each("[a-z]+", ErrorMessage = "must be a name")]
        public IReadOnlyList<string> Names { get; set; } = [];

        [SafeAddress]
        public Uri? Site { get; set; }

        public List<DayOfWeek> Days { get; set; } = [];

        public Door? Door { get; set; }
    }

    private sealed class Door
    {
        [Required]
        public string Lock { get; set; } = "";

        [RegularExpression("^[0-9]{4}$", ErrorMessage = "must be 4 digits")]
        public string Key { get; set; } = "";
    }
}

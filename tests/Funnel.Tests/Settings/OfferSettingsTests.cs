using Funnel.Outreach;
using Funnel.Settings;

namespace Funnel.Tests.Settings;

public sealed class OfferSettingsTests : IAsyncLifetime
{
    private readonly SettingsShop shop = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("funnel-materials-");
    private SettingsShop.Process process = null!;

    public async Task InitializeAsync() => process = await shop.Start();

    public async Task DisposeAsync()
    {
        await process.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task An_offer_is_stored_with_all_its_fields_as_the_configuration_file_would_have_them()
    {
        var put = await process.Put("offers", "course", SettingsShop.Offer(more: ""","KINDS":["price"],"rules":{"contains":["课程"]},"materials":[{"link":{"title":"课","url":"https://example.com/a"}}],"name":null"""));
        Assert.Equal(SettingChangeResult.Created, put.Result);
        Assert.Equal(
            """{"id":"course","name":"","accounts":[],"videos":[],"kinds":["Price"],"rules":{"contains":["课程"],"exact":[],"exclude":[]},"reply":["课程表已经发到你的私信里啦"],"chat":["点卡片"],"welcome":["你好"],"materials":[{"link":{"title":"课","url":"https://example.com/a"}}],"tags":[]}""", put.Setting!.Value);

        var again = await process.Put("offers", "course", put.Setting.Value!, expected: 1);
        Assert.Equal((SettingChangeResult.Unchanged, 1), (again.Result, again.Setting!.Version));
    }

    [Fact]
    public async Task Every_mistake_is_told_at_once_with_its_path_as_in_the_configuration()
    {
        var put = await process.Put("offers", "course", """
            {"id":"curse","reply":["加我微信","看 www.example.com"],"chat":"点","welcome":[" "],"kinds":["cheap"],"accounts":["nobody"],"contactPath":"fax","rulez":{},"answer":"x",
             "materials":[{},{"link":{"title":"t","url":"javascript:alert(1)"}},{"file":"/etc/hostname"}],"rules":{"contains":[""]},"tags":{"a":{"b":"c"}}}
            """);
        Assert.Equal(SettingChangeResult.Wrong, put.Result);
        Assert.Equal(
        [
            "accounts: 'nobody' is not among the accounts",
            "answer: there is no such setting. Known here: id, name, merchant, accounts, videos, kinds, rules, reply, nickInReply, reward, chat, welcome, materials, contactPath, contactPaths, group, referral, tags",
            "chat: must be a list, is a text of 1 characters",
            "contactPath: there is no 'fax'; there are qr",
            "id: must be 'course', as in the address, or be left out",
            "kinds[0]: must be one of None, Material, Price, Buy, Link, HowTo, Where, Availability, Contact, Interest, Other, is a text of 5 characters",
            "materials[0]: must have exactly one of link, image, file, miniProgram",
            "materials[1].link.url: must be an https address, is one of 'javascript'; http is for this machine alone (127.0.0.1, localhost)",
            "materials[2]: names a file: that is possible once outreach.materialFolder is set, for files in that folder",
            "reply[0]: has '微信': words that lead off the platform are punished in public; invite to the private chat instead (rule off-platform)",
            "reply[1]: has a link ('www.'), which is refused: the card brings the person's own (rule link)",
            "rules: The Contains rule '' must have 1 to 50 letters, digits or characters. (Parameter 'contains')",
            "rulez: there is no such setting; did you mean rules? Known here: id, name, merchant, accounts, videos, kinds, rules, reply, nickInReply, reward, chat, welcome, materials, contactPath, contactPaths, group, referral, tags",
            "tags.a: must be a text, not an object or a list",
        ], put.Errors.Order(StringComparer.Ordinal));
        Assert.Empty(process.Get<SettingsStore>().Current.All);
    }

    [Theory]
    [InlineData(""","merchant":"dawn" """, null)]
    [InlineData("", "merchant: is missing: every account belongs to one; write 'dawn', 'hill'")]
    [InlineData(""","merchant":"moon" """, "merchant: 'moon' has no account; those with accounts are 'dawn', 'hill'")]
    [InlineData(""","merchant":"hill","accounts":["shop","studio"]""", "accounts: 'shop' belongs to 'dawn', the offer to 'hill'")]
    public async Task An_offer_is_one_merchants(string more, string? error)
    {
        shop.Options.Accounts[0].Merchant = "dawn";
        shop.Options.Accounts.Add(new() { Id = "studio", Platform = "ads", OpenId = "other", Merchant = "hill" });
        Assert.Equal(error, (await process.Put("offers", "course", SettingsShop.Offer(more: more))).Errors.SingleOrDefault());
    }

    [Fact]
    public async Task Where_accounts_name_no_merchant_an_offer_names_none() =>
        Assert.Equal("merchant: 'dawn' is nobody: no account names a merchant", Assert.Single((await process.Put("offers", "course", SettingsShop.Offer(more: ""","merchant":"dawn" """))).Errors));

    [Theory]
    [InlineData("", "value: is empty")]
    [InlineData("  ", "value: is empty")]
    [InlineData("null", "value: must be one JSON object")]
    [InlineData("[]", "value: must be one JSON object")]
    [InlineData("\"x\"", "value: must be one JSON object")]
    [InlineData("{} {}", "value: is no JSON: line 1:")]
    [InlineData("{\n\"a\":1,}", "value: is no JSON: line 2:")]
    [InlineData("{/**/}", "value: is no JSON: line 1:")]
    [InlineData("""{"name":"\ud83d"}""", "name: holds half of a character")]
    [InlineData("""{"\ud83d":"x"}""", "value: holds half of a character")]
    [InlineData("""{"reply":["a","\udc00b"]}""", "reply[1]: holds half of a character")]
    [InlineData("""{"name":"a","name":"b"}""", "name: stands there twice")]
    [InlineData("""{"rules":{"exact":["a"],"Exact":["b"]}}""", "rules.exact: stands there twice")]
    [InlineData("""{"reply:0":"a"}""", "value: has a name in it that is empty or has a ':'")]
    [InlineData("""{"rules":{"":1}}""", "rules: has a name in it that is empty or has a ':'")]
    [InlineData("""{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":1}}}}}}}}}}}}}}}}}""", "value: is no JSON: line 1: The maximum configured depth of 16")]
    public async Task What_is_no_object_of_fields_is_refused(string text, string error)
    {
        var put = await process.Put("offers", "course", text);
        Assert.Equal(SettingChangeResult.Wrong, put.Result);
        Assert.StartsWith(error, Assert.Single(put.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_a_character_is_refused_that_stands_there_without_an_escape() =>
        Assert.StartsWith("value: holds half of a character", Assert.Single((await process.Put("offers", "course", SettingsShop.Offer("\ud83d"))).Errors), StringComparison.Ordinal);

    [Fact]
    public async Task Broken_characters_and_environment_variables_are_not_taken_for_what_they_are_not()
    {
        Assert.Contains("holds broken characters", Assert.Single((await process.Put("offers", "course", SettingsShop.Offer("好\uFFFD"))).Errors), StringComparison.Ordinal);
        await process.Put("offers", "course", SettingsShop.Offer("env:HOME"));
        Assert.Equal(["env:HOME"], process.Get<OfferBook>().Find("course")!.Reply);
    }

    [Fact]
    public async Task What_is_too_long_is_not_looked_into_and_many_mistakes_are_counted()
    {
        Assert.Equal(SettingChangeResult.TooLong, (await process.Put("offers", "course", new string('{', SettingsStore.MaxValueChars + 1))).Result);

        var lengthy = await process.Put("offers", "course", SettingsShop.Offer(new string('a', 80_000)));
        Assert.Equal("reply[0]: is 80000 characters long; the platform takes 100", Assert.Single(lengthy.Errors));

        var names = string.Concat(Enumerable.Range(0, 2_000).Select(i => $",\"n{i}\":1"));
        var many = await process.Put("offers", "course", SettingsShop.Offer(more: names));
        Assert.Equal((51, "and 1950 more"), (many.Errors.Count, many.Errors[^1]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Course")]
    [InlineData("a/b")]
    [InlineData("a|b")]
    [InlineData("a\n")]
    [InlineData("课程")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task An_id_has_small_letters_digits_and_hyphens(string id)
    {
        Assert.Equal(["id: must be 1–40 lower-case letters, digits or '-'"], (await process.Put("offers", id, SettingsShop.Offer())).Errors);
        Assert.Equal(SettingChangeResult.NotThere, (await process.Editor.Delete("offers", id, 1, "anna", default)).Result);
        Assert.Null(process.Editor.Find("offers", id));
        Assert.Empty(await process.Editor.Versions("offers", id, 9, 9, default));
    }

    [Fact]
    public async Task Files_are_taken_from_one_folder_alone()
    {
        var file = Path.Combine(folder.FullName, "guide.pdf");
        await File.WriteAllTextAsync(file, "x");
        shop.Options.Outreach.MaterialFolder = folder.FullName;
        Task<SettingChange> Put(string path, int expected = 0) => process.Put("offers", "course", SettingsShop.Offer(more: $$""","materials":[{"file":"{{path}}"}]"""), expected);

        Assert.Equal(SettingChangeResult.Created, (await Put(file)).Result);
        Assert.Equal([$"materials[0]: names a file that is not in '{folder.FullName}' (outreach.materialFolder)"], (await Put("/etc/hostname", 1)).Errors.TakeLast(1));
        Assert.NotEmpty((await Put(folder.FullName + "/../" + folder.Name + "x/../../etc/hostname", 1)).Errors);
        Assert.Contains("there is no file", (await Put(folder.FullName + "/none.pdf", 1)).Errors[0], StringComparison.Ordinal);
    }
}

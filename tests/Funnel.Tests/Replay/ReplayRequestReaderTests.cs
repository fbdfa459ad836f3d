using System.Text;
using Funnel.Replay;

namespace Funnel.Tests.Replay;

/// <summary>Whatever somebody sends is understood, or turned away with all that is wrong: where, what, and what to write.</summary>
public sealed class ReplayRequestReaderTests
{
    private const string Lead = "0123456789abcdefABCDEF";

    [Theory]
    [InlineData("", "the body is not JSON")]
    [InlineData("[]", "the body must be an object")]
    [InlineData("null", "the body must be an object")]
    [InlineData("{}", "selection: must be an object with at least one of lead, comment, account, reason, stage, from, to")]
    [InlineData("""{"selection":[]}""", "selection: must be an object")]
    [InlineData("""{"selection":{}}""", "selection: name at least one of lead, comment")]
    [InlineData("""{"selection":{"lead":null}}""", "selection: name at least one of")]
    [InlineData("""{"selection":{"acount":"shop"}}""", "selection.acount: there is no such field; did you mean account? Known here: lead, comment, account, reason, stage, from, to")]
    [InlineData("""{"selection":{"account":"shop"},"dryrun":true}""", "dryrun: there is no such field; did you mean dryRun?")]
    [InlineData("""{"selection":{"account":"shop"},"dryRun":"false"}""", "dryRun: must be true or false")]
    [InlineData("""{"selection":{"account":"shop"},"dryRun":false,"dryRun":true}""", "the body is not JSON")]
    [InlineData("""{"selection":{"account":"shpo"}}""", "selection.account: \"shpo\" is no account; did you mean shop?")]
    [InlineData("""{"selection":{"account":["shop","elsewhere"]}}""", "selection.account[1]: \"elsewhere\" is no account; there are shop, gone")]
    [InlineData("""{"selection":{"account":7}}""", "selection.account: must be a text in quotation marks")]
    [InlineData("""{"selection":{"account":[]}}""", "selection.account: must be one value or a list of 1 to 100; it has 0")]
    [InlineData("""{"selection":{"reason":"offer-removd"}}""", "is no reason's code, as in waiting[].reason.code of GET /api/leads; did you mean offer-removed?")]
    [InlineData("""{"selection":{"stage":"Replyed"}}""", "selection.stage: \"Replyed\" is no stage; did you mean Replied?")]
    [InlineData("""{"selection":{"stage":"1"}}""", "selection.stage: \"1\" is no stage; there are Inquired")]
    [InlineData("""{"selection":{"lead":"abc"}}""", "selection.lead: \"abc\" is no lead's id: those are 22 letters and digits")]
    [InlineData("""{"selection":{"comment":"c1"}}""", "selection.comment: ids of comments are the platform's, so name the one account")]
    [InlineData("""{"selection":{"comment":"","account":"shop"}}""", "selection.comment: \"\" is no comment's id")]
    [InlineData("""{"selection":{"from":"2026-03-01"}}""", "selection.from: must be a time with its offset, such as 2026-03-01T08:00:00+08:00")]
    [InlineData("""{"selection":{"from":"2026-03-01T08:00:00"}}""", "selection.from: must be a time with its offset")]
    [InlineData("""{"selection":{"from":"2026-03-02T00:00:00Z","to":"2026-03-01T00:00:00Z"}}""", "selection.to: must be later than selection.from")]
    [InlineData("""{"selection":{"account":"shop"},"step":"replies"}""", "step: \"replies\" is no step, nor the id of an effect such as reply:guide; there are reply, invite, welcome, label")]
    [InlineData("""{"selection":{"account":"shop"},"step":"invite","unsent":true}""", "unsent: is somebody's word about one effect")]
    [InlineData("""{"selection":{"lead":"0123456789abcdefABCDEF"},"step":"reply","unsent":true}""", "unsent: is somebody's word about one effect")]
    [InlineData("{\"selection\":{\"account\":\"\\ud800\"}}", "the body is not JSON in UTF-8")]
    public void What_is_wrong_is_told_with_its_place(string json, string error)
    {
        var reader = new ReplayRequestReader(["shop", "gone"]);
        Assert.Null(reader.Read(Encoding.UTF8.GetBytes(json), isNamed: true));
        Assert.Contains(reader.Errors, e => e.Contains(error, StringComparison.Ordinal));
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once()
    {
        var reader = new ReplayRequestReader(["shop"]);
        Assert.Null(reader.Read("""{"selection":{"lead":["a","b"],"stage":"x"},"step":"y","dry":1}"""u8.ToArray(), isNamed: false));
        Assert.Equal(5, reader.Errors.Count);
    }

    [Fact]
    public void A_word_without_a_name_is_nobodys()
    {
        var body = Encoding.UTF8.GetBytes($$"""{"selection":{"lead":"{{Lead}}"},"step":"reply:guide","unsent":true,"dryRun":false}""");
        Assert.Null(new ReplayRequestReader([]).Read(body, isNamed: false));
        Assert.NotNull(new ReplayRequestReader([]).Read(body, isNamed: true));
    }

    [Fact]
    public void A_value_may_be_one_text_or_a_list_and_nothing_is_sent_unless_that_is_said()
    {
        var read = new ReplayRequestReader(["shop"]).Read("""{"selection":{"account":"shop","stage":["talking","talking"],"from":"2026-03-01T08:00:00+08:00"},"step":["reply","label"]}"""u8.ToArray(), false)!;
        Assert.Equal(["shop"], read.Selection.Account!);
        Assert.Equal([Funnel.Leads.Stage.Talking], read.Selection.Stage!);
        Assert.True(read.DryRun);
        Assert.Equal(["reply", "label"], read.Step);
    }

    [Fact]
    public void At_most_a_thousand_people_are_named()
    {
        var many = string.Join(',', Enumerable.Range(0, ReplayRequestReader.MostIds + 1).Select(i => $"\"{i:D22}\""));
        var reader = new ReplayRequestReader([]);
        Assert.Null(reader.Read(Encoding.UTF8.GetBytes($$"""{"selection":{"lead":[{{many}}]} }"""), false));
        Assert.Equal(["selection.lead: must be one value or a list of 1 to 1000; it has 1001"], reader.Errors);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_is_sent_never_throws(int seed)
    {
        var dice = new Random(seed);
        var valid = Encoding.UTF8.GetBytes($$"""{"selection":{"lead":["{{Lead}}"],"account":"shop","from":"2026-03-01T08:00:00+08:00"},"step":["reply"],"dryRun":true,"unsent":false}""");
        for (var i = 0; i < 3_000; i++)
        {
            var bent = valid.ToArray();
            for (var j = dice.Next(1, 5); j > 0; j--)
            {
                bent[dice.Next(bent.Length)] = (byte)dice.Next(256);
            }

            var reader = new ReplayRequestReader(["shop"]);
            Assert.Equal(reader.Read(bent.AsMemory(0, dice.Next(bent.Length)), false) is null, reader.Errors.Count > 0);
            new ReplayRequestReader(["shop"]).Read(bent, false);
        }
    }
}

using System.Text.Json.Nodes;
using Funnel.Connectors.Tests.Instagram;
using Funnel.Connectors.Tests.OceanEngine;
using Funnel.Connectors.Tests.TikTok;
using static Funnel.Connectors.FailureKind;

namespace Funnel.Connectors.Tests.Http;

/// <summary>Hiding a comment, and showing it again: one call each, and what its answers mean.</summary>
public sealed class HidingTests
{
    private static readonly HiddenTarget OnOcean = new(OceanEngineSamples.ItemId, OceanEngineSamples.CommentId);
    private static readonly HiddenTarget OnInstagram = new(InstagramSamples.Media, InstagramSamples.CommentId);
    private static readonly HiddenTarget OnTikTok = new(TikTokSamples.VideoId, TikTokSamples.CommentId);

    private static Task<PlatformBench> Ocean(params (string Key, string Value)[] settings) => PlatformBench.Start("oceanengine", settings);

    private static Task<Outcome<Done>> Hide(PlatformBench bench, HiddenTarget comment) => bench.Connector.Find<ICommentHide>()!.Hide(PlatformBench.Account, comment, default);

    private static Task<Outcome<Done>> Unhide(PlatformBench bench, HiddenTarget comment) => bench.Connector.Find<ICommentUnhide>()!.Unhide(PlatformBench.Account, comment, default);

    private static void Json(string expected, string found) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(found)), found);

    [Fact]
    public async Task Ocean_Engine_is_told_one_comment_and_names_it()
    {
        await using var bench = await Ocean();
        bench.Server.Answer(OceanEngineSamples.Replied);
        Assert.True((await Hide(bench, OnOcean)).Ok);
        Assert.Equal(("POST", "/open_api/v3.0/tools/comment/hide/", PlatformBench.Token), (bench.Request.Method, bench.Request.Target, bench.Request.Header("Access-Token")));
        Json($$$"""{"advertiser_id":1700000000000001,"comment_ids":[{{{OceanEngineSamples.CommentId}}}]}""", bench.Request.Body);
        Assert.Null(bench.Connector.Find<ICommentUnhide>());
    }

    [Theory]
    [InlineData("""{"code":0,"data":{"success_comment_ids":[]}}""", Rejected)]
    [InlineData("""{"code":0,"data":{}}""", Unknown)]
    [InlineData("""{"code":40002,"data":{}}""", Forbidden)]
    [InlineData("""{"code":40102,"data":{}}""", AuthExpired)]
    [InlineData("""{"code":40100,"data":{}}""", RateLimited)]
    [InlineData("""{"code":40001,"data":{}}""", Rejected)]
    [InlineData("""{"code":50000,"data":{}}""", Unknown)]
    [InlineData("<html>", Unknown)]
    public async Task What_Ocean_Engine_does_not_name_was_not_hidden(string answer, FailureKind kind)
    {
        await using var bench = await Ocean();
        bench.Server.Answer(answer);
        Assert.Equal(kind, (await Hide(bench, OnOcean)).Failure!.Kind);
        Assert.Single(bench.Server.Requests);
    }

    [Fact]
    public async Task Instagram_hides_by_the_comments_own_address_and_shows_by_the_same()
    {
        await using var bench = await InstagramSamples.Start();
        bench.Server.Answer("""{"success":true}""");
        Assert.True((await Hide(bench, OnInstagram)).Ok);
        Assert.True((await Unhide(bench, OnInstagram)).Ok);
        Assert.Equal(
            [$"POST /v23.0/{OnInstagram.CommentId}?hide=true", $"POST /v23.0/{OnInstagram.CommentId}?hide=false"],
            bench.Server.Requests.Select(r => $"{r.Method} {r.Target}"));
        Assert.All(bench.Server.Requests, r => Assert.Equal(("Bearer " + PlatformBench.Token, "{}"), (r.Header("Authorization"), r.Body)));
    }

    [Theory]
    [InlineData("""{"success":false}""", 200, Rejected)]
    [InlineData("""{}""", 200, Unknown)]
    [InlineData("""{"error":{"message":"x","code":190}}""", 401, AuthExpired)]
    [InlineData("""{"error":{"message":"x","code":10}}""", 403, Forbidden)]
    [InlineData("""{"error":{"message":"x","code":100,"error_subcode":33}}""", 400, Rejected)]
    [InlineData("""{"error":{"message":"x","code":4}}""", 403, RateLimited)]
    [InlineData("""{"error":{"message":"x","code":1}}""", 500, Unknown)]
    public async Task Instagram_says_whether_it_succeeded(string answer, int status, FailureKind kind)
    {
        await using var bench = await InstagramSamples.Start();
        bench.Server.Answer(answer, status);
        Assert.Equal(kind, (await Hide(bench, OnInstagram)).Failure!.Kind);
        Assert.Equal(kind, (await Unhide(bench, OnInstagram)).Failure!.Kind);
        Assert.Equal(2, bench.Server.Requests.Count);
    }

    [Fact]
    public async Task TikTok_is_told_account_video_comment_and_what_to_do()
    {
        await using var bench = await TikTokSamples.Start();
        bench.Server.Answer("""{"code":0,"message":"OK","request_id":"R","data":{}}""");
        Assert.True((await Hide(bench, OnTikTok)).Ok);
        Assert.True((await Unhide(bench, OnTikTok)).Ok);
        var requests = bench.Server.Requests.ToList();
        Assert.All(requests, r => Assert.Equal(("POST", "/business/comment/hide/", PlatformBench.Token), (r.Method, r.Target, r.Header("Access-Token"))));
        string Body(string action) => $$$"""{"business_id":"1700000000000001","video_id":"{{{OnTikTok.VideoId}}}","comment_id":"{{{OnTikTok.CommentId}}}","action":"{{{action}}}"}""";
        Json(Body("HIDE"), requests[0].Body);
        Json(Body("UNHIDE"), requests[1].Body);
    }

    [Theory]
    [InlineData("40001", Forbidden)]
    [InlineData("40002", Rejected)]
    [InlineData("40105", AuthExpired)]
    [InlineData("40100", RateLimited)]
    [InlineData("50000", Unknown)]
    [InlineData("12345", Rejected)]
    public async Task A_code_of_TikTok_says_why_not(string code, FailureKind kind)
    {
        await using var bench = await TikTokSamples.Start();
        bench.Server.Answer(TikTokSamples.Error(code));
        Assert.Equal(kind, (await Hide(bench, OnTikTok)).Failure!.Kind);
        bench.Server.Answer("{}");
        Assert.Equal(Unknown, (await Hide(bench, OnTikTok)).Failure!.Kind);
    }

    [Theory]
    [InlineData("instagram")]
    [InlineData("tiktok")]
    [InlineData("oceanengine")]
    public async Task What_names_no_comment_never_leaves(string platform)
    {
        await using var bench = await (platform switch { "instagram" => InstagramSamples.Start(), "tiktok" => TikTokSamples.Start(), _ => Ocean() });
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Hide(bench, new("1", "")));
        if (platform == "tiktok")
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(() => Hide(bench, new("", "1")));
        }

        Assert.Empty(bench.Server.Requests);
    }

    [Theory]
    [InlineData("instagram", "instagram_business_manage_comments")]
    [InlineData("tiktok", "comment.list.manage")]
    public async Task A_grant_without_the_permission_lacks_it(string platform, string scope)
    {
        await using var bench = await (platform == "instagram" ? InstagramSamples.Start() : TikTokSamples.Start());
        Assert.Equal(scope, bench.Connector.Lacking(["other"], typeof(ICommentHide))?.Scope);
        Assert.Equal(scope, bench.Connector.Lacking(["other"], typeof(ICommentUnhide))?.Scope);
        Assert.Null(bench.Connector.Lacking([scope], typeof(ICommentHide), typeof(ICommentUnhide)));
    }

    [Fact]
    public async Task What_Ocean_Engine_lists_as_hidden_is_not_among_what_the_public_sees()
    {
        await using var bench = await Ocean();
        bench.Server.Answer(OceanEngineSamples.Comments.Replace("\"hide_status\":\"NOT_HIDE\",\"level_type\":\"LEVEL_ONE\"", "\"hide_status\":\"HIDE\",\"level_type\":\"LEVEL_ONE\"", StringComparison.Ordinal));
        var page = (await bench.Feed.ListComments(PlatformBench.Account, null, default)).Value;
        Assert.Equal(("7301234567890123400", false), (Assert.Single(page.Items).Id, page.IsPartial));
        bench.Server.Answer(OceanEngineSamples.Replies.Replace("NOT_HIDE", "HIDE", StringComparison.Ordinal));
        Assert.Single((await bench.Replies.ListReplies(PlatformBench.Account, OceanEngineSamples.ItemId, OceanEngineSamples.CommentId, null, default)).Value.Items);
    }
}

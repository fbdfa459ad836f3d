namespace Funnel.Connectors.Tests.Douyin;

public sealed class DouyinLogTests
{
    [Fact]
    public async Task Logs_hold_no_token_no_secret_no_body_and_no_person()
    {
        await using var douyin = await Connector.Start(("ReadRetries", "1"), ("WebhookSecret", "webhook-secret-1"));
        var none = CancellationToken.None;
        foreach (var status in new[] { 200, 500 })
        {
            douyin.Server.Answer(status == 200 ? Samples.Comments : $$$"""{"data":{"error_code":9,"description":"{{{Connector.Token}}} {{{Samples.Person}}}"}}""", status);
            await douyin.Source.ListVideos(Connector.Account, null, none);
            await douyin.Source.ListComments(Connector.Account, Samples.Video, null, none);
            await douyin.Source.ListReplies(Connector.Account, Samples.Video, Samples.CommentId, null, none);
            await douyin.Source.Reply(Connector.Account, new(Samples.Video, Samples.CommentId, null, Samples.Person), "回复的内容", none);
            await douyin.Source.SendMessage(Connector.Account, Samples.Window(WindowKind.Wrote), Samples.Person, new MessageContent.Text("私信的内容"), none);
            await douyin.Source.ExchangeCode("the-oauth-code", Samples.Redirect, none);
            await douyin.Source.Refresh(DouyinTokenTests.Grant, none);
            await douyin.Source.Renew(DouyinTokenTests.Grant, none);
        }

        douyin.Source.ReadWebhook(DouyinWebhookTests.Signed(DouyinEventTests.Received, "webhook-secret-1"));
        douyin.Source.ReadWebhook(DouyinWebhookTests.Signed(DouyinEventTests.Received, "wrong"));

        var logs = douyin.Logs;
        Assert.Contains("Douyin reply for account shop-1: Unknown (http-500)", logs, StringComparison.Ordinal);
        Assert.Contains("Douyin webhook refused with 401", logs, StringComparison.Ordinal);
        string[] secrets =
        [
            Connector.Token, Connector.Secret, Connector.ClientKey, "webhook-secret-1", "the-oauth-code", "act.", "rft.", "open@id", "open%40id", "小明", "小红",
            "样品", "回复的内容", "私信的内容", "求资料", Samples.Person, Samples.CommentId, Samples.CommentEscaped, Samples.Video, Samples.VideoEscaped,
        ];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, logs, StringComparison.Ordinal));
    }
}

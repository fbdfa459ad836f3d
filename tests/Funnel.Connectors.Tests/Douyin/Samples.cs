namespace Funnel.Connectors.Tests.Douyin;

/// <summary>Exchanges as documented, with invented values.</summary>
internal static class Samples
{
    public static readonly Uri Redirect = new("https://shop.example/back");

    public const string Video = "@9VxT0+/v1==";
    public const string CommentId = "@9VwW0q/OB+U==";
    public const string Person = "43eae150-12eb-4035-8d40-3f9a2bfcdf4e";
    public const string VideoEscaped = "%409VxT0%2B%2Fv1%3D%3D";
    public const string CommentEscaped = "%409VwW0q%2FOB%2BU%3D%3D";
    public const string OpenIdEscaped = "open%40id%2B%2F%3D1";

    public const string Extra = """
        "extra":{"error_code":0,"description":"","sub_error_code":0,"sub_description":"","logid":"20260101000000ABC","now":1597213176393}
        """;

    public const string Comments = $$"""
        {"data":{"error_code":0,"description":"","cursor":10,"has_more":true,"list":[
          {"comment_id":"{{CommentId}}","comment_user_id":"{{Person}}","content":"样品怎么买？","create_time":1673507751,"digg_count":0,
           "reply_comment_total":0,"top":false,"reply_comment_id":"","nick_name":"小明","avatar":"https://p.example/a.png"}]},{{Extra}}}
        """;

    public const string Replied = $$"""
        {"data":{"error_code":0,"description":"","comment_id":"@reply==","nick_name":"店铺","avatar":""},{{Extra}}}
        """;

    public const string Sent = $$"""
        {"msg_id":"@c29b==","msg_list":["@c29b=="],"data":{"error_code":0,"description":""},{{Extra}}}
        """;

    public const string Token = """
        {"data":{"access_token":"act.new","expires_in":"1296000","refresh_token":"rft.new","refresh_expires_in":2592000,"open_id":"open@id+/=1",
          "scope":"user_info,item.comment","error_code":"0","description":"","log_id":"x"},"message":"success"}
        """;

    public static string Error(string code) => $$"""{"data":{"error_code":{{code}},"description":"x"},{{Extra}}}""";

    public static ChatWindow Window(WindowKind kind) =>
        new(kind, "@conversation+/==", "@inbound+/==", Connector.Now, Connector.Now.AddHours(1), 3);
}

using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Funnel.Sandbox;
using Funnel.Sandbox.Audience;

namespace Funnel.Connectors.Tests.Sandbox;

/// <summary>A clock that runs, and can be set forward.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private TimeSpan ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;

    public void Forward(TimeSpan by) => ahead += by;
}

/// <summary>A sandbox without an audience and without faults but those it is given, and a plain client that speaks to it by hand.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    private Bench(SandboxServer server, ShiftedTime time)
    {
        (Server, Time) = (server, time);
        http.BaseAddress = server.BaseUrl;
        Access = server.World.Options.Sources.Contains(SandboxSources.Douyin) ? server.World.Grants.Current.Access : "";
    }

    public SandboxServer Server { get; }

    public ShiftedTime Time { get; }

    public string Access { get; set; }

    public string OpenId => Server.World.Merchant.OpenId;

    public static async Task<Bench> Start(SandboxOptions? options = null)
    {
        var time = new ShiftedTime();
        options ??= new SandboxOptions();
        var faults = new Dictionary<string, double>(SandboxFaults.None);
        options.Faults.ToList().ForEach(fault => faults[fault.Key] = fault.Value);
        var server = await SandboxServer.StartAsync(options with { Audience = 0, ReplyLag = TimeSpan.Zero, Faults = faults }, time);
        return new Bench(server, time);
    }

    /// <summary>Somebody who asks under the first video.</summary>
    public Funnel.Sandbox.Comments.Post Ask(int index = 1, string text = "求资料") =>
        Server.World.Crowd.Enter(Character.Of(index, new SandboxOptions { Seed = 1, Speed = 100_000 }) with
        {
            Asks = true, Says = text, Video = 0, Again = null, Opens = false, Answers = false,
        });

    public Task<JsonNode> Get(string path, string query = "") => Douyin(HttpMethod.Get, path, query, null);

    public Task<JsonNode> Reply(string video, string? comment, string text) => Douyin(HttpMethod.Post, "/item/comment/reply/", "",
        JsonContent.Create(new JsonObject { ["item_id"] = video, ["comment_id"] = comment, ["content"] = text }));

    public Task<JsonNode> Send(string scene, Funnel.Sandbox.Douyin.Opening opening, JsonObject content, string? to = null) =>
        Douyin(HttpMethod.Post, "/im/send/msg/", "", JsonContent.Create(new JsonObject
        {
            ["scene"] = scene, ["msg_id"] = opening.MessageId, ["conversation_id"] = opening.ConversationId,
            ["to_user_id"] = to ?? opening.PersonId, ["content"] = content,
        }));

    public async Task<JsonNode> Douyin(HttpMethod method, string path, string query, HttpContent? body)
    {
        using var request = new HttpRequestMessage(method, path + "?open_id=" + OpenId + query) { Content = body };
        request.Headers.Add("access-token", Access);
        return await Answer(request);
    }

    public async Task<JsonNode> Form(string path, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
        return await Answer(request);
    }

    public async Task<JsonNode> Json(string path, JsonObject body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        return await Answer(request);
    }

    public async Task<JsonNode> Plain(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        return await Answer(request);
    }

    public async Task<string> WeComToken()
    {
        var corp = Server.World.Corp;
        return (string)(await Plain(HttpMethod.Get, $"/cgi-bin/gettoken?corpid={corp.Id}&corpsecret={corp.Secret}"))["access_token"]!;
    }

    public async Task<JsonNode> WeCom(string path, JsonObject body) => await Json($"/cgi-bin/{path}?access_token={await WeComToken()}", body);

    public async Task<string> Link() => (string)(await WeCom("externalcontact/customer_acquisition/create_link", NewLink()))["link"]!["url"]!;

    public static JsonObject NewLink() => new() { ["link_name"] = "短视频", ["range"] = new JsonObject { ["user_list"] = new JsonArray("zhangsan") } };

    public async Task<string> Upload(string type, string name, int size)
    {
        using var form = new MultipartFormDataContent();
        using var file = new ByteArrayContent(Encoding.UTF8.GetBytes(new string('x', size)));
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        form.Add(file, "media", name);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/cgi-bin/media/upload?type={type}&access_token={await WeComToken()}") { Content = form };
        return (await Answer(request)).ToJsonString();
    }

    /// <summary>The first code that is not 0, wherever the envelope has it.</summary>
    public static long Code(JsonNode answer) => new[]
    {
        answer["errcode"], answer["err_no"], (answer["data"] as JsonObject)?["error_code"], (answer["extra"] as JsonObject)?["error_code"],
    }.Where(code => code is not null).Select(code => long.Parse(code!.ToString())).FirstOrDefault(code => code != 0);

    public async Task<HttpResponseMessage> Raw(HttpRequestMessage request) => await http.SendAsync(request);

    private async Task<JsonNode> Answer(HttpRequestMessage request)
    {
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Server.DisposeAsync();
        Assert.Empty(Server.Troubles);
    }
}

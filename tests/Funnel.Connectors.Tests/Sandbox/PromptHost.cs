using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Funnel.Sandbox;

namespace Funnel.Connectors.Tests.Sandbox;

/// <summary>The shortest host that does everything: it replies to whoever the books say asked, and reacts to callbacks at once.</summary>
internal sealed class PromptHost : IAsyncDisposable
{
    private readonly SandboxServer server;
    private readonly Receiver receiver;
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly HashSet<string> replied = [];
    private readonly ConcurrentDictionary<string, bool> invited = new();
    private string link = "";
    private string token = "";

    private PromptHost(SandboxServer server, Receiver receiver) => (this.server, this.receiver, http.BaseAddress) = (server, receiver, server.BaseUrl);

    public static async Task<PromptHost> Start(SandboxServer server)
    {
        var host = new PromptHost(server, await Receiver.Start(server));
        var corp = server.World.Corp;
        host.token = (string)JsonNode.Parse(await host.http.GetStringAsync($"/cgi-bin/gettoken?corpid={corp.Id}&corpsecret={corp.Secret}"))!["access_token"]!;
        host.link = (string)(await host.Post("/cgi-bin/externalcontact/customer_acquisition/create_link?access_token=" + host.token, Bench.NewLink()))["link"]!["url"]!;
        host.receiver.On = host.OnEvent;
        await server.SetCallbacks(host.receiver.Address);
        return host;
    }

    /// <summary>Serves until everybody is done.</summary>
    public async Task Serve()
    {
        for (var done = false; !done;)
        {
            done = server.IsQuiet;
            foreach (var asked in server.Books.Asked)
            {
                if (replied.Add(asked.Person))
                {
                    done = false;
                    await Post("/item/comment/reply/?open_id=" + server.World.Merchant.OpenId,
                        new JsonObject { ["item_id"] = asked.Video, ["comment_id"] = asked.Comment, ["content"] = "打开私信就能领取" });
                }
            }

            await Task.Delay(5);
        }
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await receiver.DisposeAsync();
    }

    private async Task OnEvent(Received received)
    {
        if (received.Path.EndsWith("wecom", StringComparison.Ordinal))
        {
            if (receiver.Open(received).Element("WelcomeCode")?.Value is { } code)
            {
                await Post("/cgi-bin/externalcontact/send_welcome_msg?access_token=" + token, SandboxWeComTests.Welcome(code));
            }

            return;
        }

        var body = JsonNode.Parse(received.Body)!;
        var content = body["content"] as JsonObject ?? JsonNode.Parse((string)body["content"]!)!;
        var (name, person) = ((string)body["event"]!, (string)body["from_user_id"]!);
        if (name is "im_enter_direct_msg" or "im_receive_msg" && invited.TryAdd(person, true))
        {
            await Invite(name, person, content);
        }
    }

    private async Task Invite(string name, string person, JsonNode content)
    {
        var address = Uri.EscapeDataString(link + "?customer_channel=t" + person[..8]);
        await Post("/im/send/msg/?open_id=" + server.World.Merchant.OpenId, new JsonObject
        {
            ["scene"] = name == "im_receive_msg" ? "im_reply_msg" : name, ["msg_id"] = (string)content["server_message_id"]!,
            ["conversation_id"] = (string)content["conversation_short_id"]!, ["to_user_id"] = person,
            ["content"] = SandboxMessageTests.Card(server.World.Merchant, $"link={address}&title=x"),
        });
    }

    private async Task<JsonNode> Post(string path, JsonObject body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = System.Net.Http.Json.JsonContent.Create(body) };
        request.Headers.Add("access-token", server.World.Grants.Current.Access);
        using var answer = await http.SendAsync(request);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }
}

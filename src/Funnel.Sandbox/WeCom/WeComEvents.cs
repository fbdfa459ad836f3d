using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;
using Funnel.Sandbox.Callbacks;
using Funnel.Sandbox.Wire;

namespace Funnel.Sandbox.WeCom;

/// <summary>Encrypted callbacks: https://developer.work.weixin.qq.com/document/path/90930 and 92130.</summary>
internal sealed class WeComEvents(Corp corp, CallbackSender callbacks, SandboxOptions options, Ids ids, TimeProvider time)
{
    private static readonly TimeSpan HandshakeWithin = TimeSpan.FromSeconds(1);
    private readonly CallbackCrypto crypto = new(corp.CallbackToken, corp.EncodingAesKey, corp.Id);
    private readonly Lock gate = new();
    private readonly Random dice = new(unchecked((options.Seed * 31) + 7));
    private Uri? verified;

    /// <summary>add_half_external_contact or add_external_contact.</summary>
    public void Added(Contact contact, bool full, string? welcomeCode) => Send(
        "change_external_contact", full ? "add_external_contact" : "add_half_external_contact", Who(contact).Concat(
        [
            ("State", contact.State.Length > 0 ? contact.State : null),
            ("WelcomeCode", welcomeCode),
        ]));

    /// <summary>The customer deleted the staff.</summary>
    public void Deleted(Contact contact) => Send("change_external_contact", "del_follow_user", Who(contact));

    /// <summary>Something happened in a group. A field's value is a text, a number or a list of ids.</summary>
    public void Group(string chatId, string change, IEnumerable<(string Name, object Value)> fields) => Tell(
        "change_external_chat", change, [Text("ChatId", chatId), .. fields.Select(field => field.Value switch
        {
            int number => new XElement(field.Name, number),
            string[] list => new XElement(field.Name, list.Select(id => Text("Item", id))),
            var text => Text(field.Name, (string)text),
        })]);

    /// <summary>Fewer than 20 uses are left, or none.</summary>
    public void Balance(bool exhausted) => Send("customer_acquisition", exhausted ? "balance_exhausted" : "balance_low", []);

    /// <summary>The handshake that saving a callback address causes: the plaintext must come back exactly, within a second.</summary>
    /// <exception cref="HttpRequestException">It did not.</exception>
    public async Task Verify(Uri root, CancellationToken ct)
    {
        var plain = ids.Fresh("echo", 19);
        var echo = crypto.Encrypt(plain);
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(root, echo) + "&echostr=" + Uri.EscapeDataString(echo));
        using var answer = await callbacks.Ask(request, HandshakeWithin, ct);
        var got = await answer.Content.ReadAsByteArrayAsync(ct);
        if (!answer.IsSuccessStatusCode || !got.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(plain)))
        {
            throw new HttpRequestException(FormattableString.Invariant(
                $"WeCom handshake: expected the decrypted echostr and nothing else, got status {(int)answer.StatusCode} and {got.Length} bytes"));
        }

        verified = root;
    }

    private static IEnumerable<(string Name, string? Value)> Who(Contact contact) =>
        [("UserID", contact.UserId), ("ExternalUserID", contact.ExternalUserId)];

    private void Send(string kind, string change, IEnumerable<(string Name, string? Value)> fields) =>
        Tell(kind, change, [.. fields.Where(field => field.Value is not null).Select(field => Text(field.Name, field.Value!))]);

    private void Tell(string kind, string change, IReadOnlyList<XElement> fields)
    {
        var message = new XElement("xml",
            Text("ToUserName", corp.Id), Text("FromUserName", "sys"),
            new XElement("CreateTime", time.GetUtcNow().ToUnixTimeSeconds()),
            Text("MsgType", "event"), Text("Event", kind), Text("ChangeType", change),
            fields).ToString(SaveOptions.DisableFormatting);
        callbacks.Send(root => root == verified ? Request(root, message) : null, Repeats());
    }

    private bool Repeats()
    {
        lock (gate)
        {
            return dice.NextDouble() < options.RepeatedEvents;
        }
    }

    private HttpRequestMessage Request(Uri root, string message)
    {
        var encrypted = crypto.Encrypt(message);
        var body = new XElement("xml", Text("ToUserName", corp.Id),
            Text("AgentID", corp.AgentId.ToString(CultureInfo.InvariantCulture)), Text("Encrypt", encrypted)).ToString(SaveOptions.DisableFormatting);
        return new HttpRequestMessage(HttpMethod.Post, Address(root, encrypted))
        {
            Content = new StringContent(body, new MediaTypeHeaderValue("text/xml", "utf-8")),
        };
    }

    private string Address(Uri root, string encrypted)
    {
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var nonce = ids.Fresh("nonce", 10);
        return string.Concat(root.AbsoluteUri.TrimEnd('/'), "/api/events/wecom?msg_signature=", crypto.Sign(timestamp, nonce, encrypted),
            "&timestamp=", timestamp) + "&nonce=" + nonce;
    }

    private static XElement Text(string name, string value) => new(name, new XCData(value));
}

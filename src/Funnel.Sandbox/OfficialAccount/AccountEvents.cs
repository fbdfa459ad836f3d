using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;
using Funnel.Sandbox.Books;
using Funnel.Sandbox.Callbacks;
using Funnel.Sandbox.WeCom;
using Funnel.Sandbox.Wire;

namespace Funnel.Sandbox.OfficialAccount;

/// <summary>What people do with the account, and the encrypted push that tells of it (safe mode): three tries, 5 s each.</summary>
internal sealed class AccountEvents(Account account, Followers followers, CallbackSender callbacks, Ledger books, Ids ids, TimeProvider time)
{
    private static readonly TimeSpan HandshakeWithin = TimeSpan.FromSeconds(5);
    private readonly CallbackCrypto crypto = new(account.CallbackToken, account.EncodingAesKey, account.AppId);

    /// <summary>Scans the picture of a code: who did not follow does now. Null when it leads nowhere.</summary>
    public Follower? Scan(string personId, string? picture)
    {
        if (followers.Scan(personId, picture, out var isNew) is not { } follower)
        {
            return null;
        }

        books.Write(Page.Added, personId, token: follower.State);
        Push(follower, isNew ? "subscribe" : "SCAN", isNew ? "qrscene_" + follower.State : follower.State);
        return follower;
    }

    public void Leave(Follower follower)
    {
        follower.IsGone = true;
        books.Write(Page.Deleted, follower.PersonId, token: follower.State);
        Push(follower, "unsubscribe", "");
    }

    /// <summary>The handshake that saving the address causes: the text must come back exactly.</summary>
    /// <exception cref="HttpRequestException">It did not.</exception>
    public async Task Verify(Uri root, CancellationToken ct)
    {
        var echo = ids.Fresh("echo", 19);
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(root, "") + "&echostr=" + echo);
        using var answer = await callbacks.Ask(request, HandshakeWithin, ct);
        var got = await answer.Content.ReadAsByteArrayAsync(ct);
        if (!answer.IsSuccessStatusCode || !got.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(echo)))
        {
            throw new HttpRequestException(FormattableString.Invariant(
                $"Official Account handshake: expected echostr and nothing else, got status {(int)answer.StatusCode} and {got.Length} bytes"));
        }
    }

    private void Push(Follower follower, string what, string key)
    {
        var message = new XElement("xml",
            Text("ToUserName", account.UserName), Text("FromUserName", follower.OpenId), new XElement("CreateTime", time.GetUtcNow().ToUnixTimeSeconds()),
            Text("MsgType", "event"), Text("Event", what), Text("EventKey", key)).ToString(SaveOptions.DisableFormatting);
        callbacks.Send(root => Request(root, message));
    }

    private HttpRequestMessage Request(Uri root, string message)
    {
        var encrypted = crypto.Encrypt(message);
        var body = new XElement("xml", Text("ToUserName", account.UserName), Text("Encrypt", encrypted)).ToString(SaveOptions.DisableFormatting);
        return new HttpRequestMessage(HttpMethod.Post, Address(root, encrypted)) { Content = new StringContent(body, new MediaTypeHeaderValue("text/xml", "utf-8")) };
    }

    /// <summary>Two signatures: one of the address alone, and one that covers the message.</summary>
    private string Address(Uri root, string encrypted)
    {
        var (timestamp, nonce) = (time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), ids.Fresh("nonce", 10));
        var address = string.Concat(root.AbsoluteUri.TrimEnd('/'), "/api/events/officialaccount?signature=", crypto.Sign(timestamp, nonce, ""), "&timestamp=", timestamp) + "&nonce=" + nonce;
        return encrypted.Length == 0 ? address : address + "&encrypt_type=aes&msg_signature=" + crypto.Sign(timestamp, nonce, encrypted);
    }

    private static XElement Text(string name, string value) => new(name, new XCData(value));
}

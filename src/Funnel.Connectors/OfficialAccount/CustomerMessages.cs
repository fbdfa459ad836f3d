using System.Text;
using Funnel.Connectors.WeChat;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Connectors.OfficialAccount;

/// <summary>
/// The welcome as a customer-service message (https://developers.weixin.qq.com/doc/service/guide/product/kf/intro): up to three within a minute of following or scanning. One is sent, with
/// the links of the materials in it. No key makes it single, so whose outcome is unknown is never repeated.
/// </summary>
internal sealed class CustomerMessages([FromKeyedServices(OfficialAccountOptions.SectionName)] Api api) : IWelcome
{
    public bool NeedsCode => false;

    /// <summary>What leaves room for the links below the text.</summary>
    public int MaxChars => 400;

    public async Task<Outcome<WelcomeReceipt>> Welcome(ContactId contact, string? code, Welcome welcome, CancellationToken ct)
    {
        if (welcome.Materials.FirstOrDefault(m => m is not Material.Link) is { } other)
        {
            return new Failure(FailureKind.Rejected, "material", $"The welcome was not sent: by an Official Account it holds text and links, and '{other.Name}' is neither. Give it as a link, or send it by hand.");
        }

        var text = new StringBuilder(welcome.Text);
        foreach (var link in welcome.Materials.OfType<Material.Link>())
        {
            text.Append(text.Length > 0 ? "\n" : "").Append(link.Title).Append('\n').Append(link.Url.AbsoluteUri);
        }

        if (text.Length == 0)
        {
            return new Failure(FailureKind.Rejected, "welcome", "The welcome was not sent: it has neither text nor material.");
        }

        var message = new TextMessage(contact.PersonId, "text", new TextContent(text.ToString()));
        var sent = await api.Post("cgi-bin/message/custom/send", message, AccountJson.Plain.TextMessage, AccountJson.Default.Answer, isSend: true, ct);
        return sent.Failure is { } failure ? failure : new WelcomeReceipt(AlreadyDelivered: false);
    }
}

using Funnel.Platforms;

namespace Funnel.Arrival;

/// <summary>
/// Where leads arrive: a contact system reached by a link that carries the lead's token. Same rules as a source: reads may be retried inside,
/// sends are tried once, nothing the platform answers is thrown.
/// </summary>
public interface IDestination
{
    /// <summary>Stable name in configuration and columns: <c>wecom</c>.</summary>
    string Name { get; }

    /// <summary>The link to hand out; reading it may create it once. The same token always gives the same link.</summary>
    /// <param name="token">Our token, ASCII letters and digits, at most 30.</param>
    Task<Outcome<Uri>> ContactLink(string token, CancellationToken ct);

    /// <summary>
    /// Delivers the welcome with its material. One attempt each call. The platform keeps it single: a code works once, and
    /// <see cref="WelcomeReceipt.AlreadyDelivered"/> says that an earlier attempt had worked, so it may be called again for the same code.
    /// </summary>
    /// <param name="code">The code that came with the add event; good for 20 s in WeCom.</param>
    Task<Outcome<WelcomeReceipt>> Welcome(string code, Welcome welcome, CancellationToken ct);

    /// <summary>Adds tags by name, creating them where missing. Repeating it is harmless.</summary>
    Task<Outcome<Done>> Tag(ContactId contact, IReadOnlyList<string> tags, CancellationToken ct);

    /// <summary>Sets the remark staff see. Repeating it is harmless.</summary>
    Task<Outcome<Done>> Remark(ContactId contact, string remark, CancellationToken ct);

    /// <summary>Everyone who came by our link: the reconciliation source for lost events.</summary>
    Task<Outcome<Page<Arrival>>> ListArrivals(string? cursor, CancellationToken ct);

    /// <summary>Makes ready what must be there before somebody arrives: token, link, uploaded media still valid. Called often; does little when all is well.</summary>
    Task<Outcome<Done>> Prepare(IReadOnlyList<Material> materials, CancellationToken ct);

    /// <summary>Checks and decrypts a callback, or answers the handshake. Never throws on hostile input.</summary>
    CallbackResult ReadCallback(WebhookRequest request);
}

/// <param name="StaffId">The member of staff.</param>
/// <param name="PersonId">The contact (WeCom: external_userid).</param>
public sealed record ContactId(string StaffId, string PersonId);

/// <param name="AlreadyDelivered">An earlier attempt had got through.</param>
public sealed record WelcomeReceipt(bool AlreadyDelivered);

/// <param name="State">The token that came along; null or foreign values are possible and must be checked.</param>
public sealed record Arrival(ContactId Contact, string? State);

/// <summary>What a person is promised.</summary>
/// <param name="Text">At most 4,000 UTF-8 bytes in WeCom; may be empty when there is material.</param>
/// <param name="Materials">At most 9.</param>
public sealed record Welcome(string Text, IReadOnlyList<Material> Materials);

/// <summary>A thing that can be delivered.</summary>
public abstract record Material
{
    private Material() { }

    /// <param name="Title">At most 128 UTF-8 bytes.</param>
    /// <param name="Description">At most 512 UTF-8 bytes.</param>
    public sealed record Link(string Title, Uri Url, string? Description, Uri? Picture) : Material;

    /// <param name="Path">A local file: JPG or PNG, at most 10 MB.</param>
    public sealed record Image(string Path) : Material;

    /// <param name="Path">A local file of at most 20 MB; its name is what the person sees.</param>
    public sealed record File(string Path) : Material;

    public sealed record MiniProgram(string Title, string AppId, string Page, string CoverPath) : Material;
}

/// <summary>What to do with a callback.</summary>
public abstract record CallbackResult
{
    private CallbackResult() { }

    /// <summary>Answer with exactly this text.</summary>
    public sealed record Handshake(string Body) : CallbackResult;

    public sealed record Refused(int Status, string Reason) : CallbackResult;

    /// <param name="DeliveryId">Hash of the decrypted message: the same event delivered again has the same.</param>
    public sealed record Accepted(DestinationEvent Event, string DeliveryId) : CallbackResult;
}

/// <summary>Something a destination told us.</summary>
public abstract record DestinationEvent(DateTimeOffset At)
{
    /// <summary>A person added a member of staff.</summary>
    /// <param name="State">The token that came along, unchecked. May be absent, foreign or cut.</param>
    /// <param name="WelcomeCode">Null when the platform gave none (a console welcome is configured, already chatting, already welcomed).</param>
    /// <param name="Half">The staff has not confirmed yet; the full event may follow, and calls about the contact may fail until then.</param>
    public sealed record Added(ContactId Contact, string? State, string? WelcomeCode, bool Half, DateTimeOffset At) : DestinationEvent(At);

    /// <summary>The person deleted us.</summary>
    public sealed record DeletedByPerson(ContactId Contact, DateTimeOffset At) : DestinationEvent(At);

    /// <summary>Staff deleted the person, or handed them over (no churn).</summary>
    public sealed record DeletedByStaff(ContactId Contact, bool Transfer, DateTimeOffset At) : DestinationEvent(At);

    /// <summary>Something an operator should know: quota low or used up, link unavailable or deleted.</summary>
    public sealed record Notice(string Name, string Detail, DateTimeOffset At) : DestinationEvent(At);

    /// <summary>A genuine event that this product does not use.</summary>
    public sealed record Other(string Name, DateTimeOffset At) : DestinationEvent(At);
}

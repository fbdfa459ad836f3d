namespace Funnel.Connectors;

/// <summary>A way to a contact: a link or QR code that carries the person's token.</summary>
public interface IContactPath
{
    /// <summary>What it hands out.</summary>
    ContactForm Form => ContactForm.Link;

    /// <summary>Whether only offers that name it get it: because nobody is told of who arrives by it, or because it costs something for each person.</summary>
    bool MustBeNamed => false;

    /// <summary>What to hand out; reading it may create it once. The same token always leads to the same arrival.</summary>
    /// <param name="token">Our token, ASCII letters and digits, at most 30.</param>
    Task<Outcome<ContactLink>> ContactLink(string token, CancellationToken ct);

    /// <summary>Why nobody can be handed anything at the moment, as far as that is known without making something for somebody; null when they can.</summary>
    Task<Failure?> Trouble(CancellationToken ct) => Task.FromResult<Failure?>(null);
}

/// <summary>Names everyone who came by our path: the reconciliation source for lost events.</summary>
public interface IArrivalFeed
{
    Task<Outcome<Page<ArrivedContact>>> ListArrivals(string? cursor, CancellationToken ct);
}

/// <summary>Has something to be made ready before somebody arrives: token, link, uploaded media.</summary>
public interface IReadiness
{
    /// <summary>Called often; does little when all is well.</summary>
    /// <param name="materials">Everything that may have to be delivered.</param>
    Task<Outcome<Done>> Prepare(IReadOnlyList<Material> materials, CancellationToken ct);
}

/// <param name="StaffId">The member of staff.</param>
/// <param name="PersonId">The contact (WeCom: external_userid).</param>
public sealed record ContactId(string StaffId, string PersonId);

/// <param name="State">The token that came along; null or foreign values are possible and must be checked.</param>
public sealed record ArrivedContact(ContactId Contact, string? State);

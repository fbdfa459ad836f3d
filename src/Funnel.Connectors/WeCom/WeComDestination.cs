
namespace Funnel.Connectors.WeCom;

/// <summary>WeCom as a place to arrive at.</summary>
internal sealed class WeComDestination(
    WeComApi api,
    AccessToken token,
    AcquisitionLink link,
    TagLibrary tags,
    WelcomeSender welcomes,
    ContactLabeler notes,
    CallbackReader callbacks) : IContactPath, IArrivalFeed, IReadiness, IWelcome, IContactLabels, IWebhook
{
    /// <summary>Most rows on a page of a link's customers.</summary>
    private const int CustomerPage = 1000;

    public const string Name = "wecom";

    public bool NeedsCode => true;

    /// <summary>4,000 UTF-8 bytes at three bytes a character.</summary>
    public int MaxChars => 1_300;

    public async Task<Outcome<ContactLink>> ContactLink(string token, CancellationToken ct)
    {
        OurLink.CheckToken(token);
        var ours = await link.Get(ct);
        return ours.Failure is { } failure ? failure : new ContactLink(ours.Value.With(token));
    }

    public async Task<Failure?> Trouble(CancellationToken ct) => (await link.Get(ct)).Failure;

    public Task<Outcome<WelcomeReceipt>> Welcome(ContactId contact, string? code, Welcome welcome, CancellationToken ct) => welcomes.Send(code!, welcome, ct);

    public Task<Outcome<Done>> Tag(ContactId contact, IReadOnlyList<string> tags, CancellationToken ct) => notes.Tag(contact, tags, ct);

    public Task<Outcome<Done>> Remark(ContactId contact, string remark, CancellationToken ct) => notes.Remark(contact, remark, ct);

    public async Task<Outcome<Page<ArrivedContact>>> ListArrivals(string? cursor, CancellationToken ct)
    {
        var ours = await link.Get(ct);
        if (ours.Failure is { } missing)
        {
            return missing;
        }

        var request = new CustomersRequest(ours.Value.Id, CustomerPage, cursor ?? "");
        var answer = await api.Post(Calls.ListCustomers, request, Wire.Default.CustomersRequest, ct);
        if (answer.Failure is { } failure)
        {
            return failure;
        }

        var next = answer.Value.NextCursor is { Length: > 0 } more ? more : null;
        return new Page<ArrivedContact>([.. (answer.Value.CustomerList ?? []).Select(Person).OfType<ArrivedContact>()], next);
    }

    public async Task<Outcome<Done>> Prepare(IReadOnlyList<Material> materials, CancellationToken ct)
    {
        var access = await token.Prepare(ct);
        if (access.Failure is { } refused)
        {
            return refused;
        }

        var problem = (await link.Prepare(ct)).Failure;
        problem = await welcomes.Prepare(materials.Distinct(), ct) ?? problem;
        return problem is null ? default(Done) : problem;
    }

    public WebhookResult ReadWebhook(WebhookRequest request)
    {
        var result = callbacks.Read(request);
        if (result is WebhookResult.Accepted { Events: [DestinationEvent told] })
        {
            Learn(told);
        }

        return result;
    }

    /// <summary>What an event says about our caches.</summary>
    private void Learn(DestinationEvent happened)
    {
        switch (happened)
        {
            case DestinationEvent.Notice { Name: "delete_link" }:
                link.Expire();
                break;
            case DestinationEvent.Other other when other.Name.StartsWith("change_external_tag", StringComparison.Ordinal):
                tags.Forget();
                break;
        }
    }

    private static ArrivedContact? Person(CustomerWire? customer) => customer is { Userid: { Length: > 0 } staff, ExternalUserid: { Length: > 0 } person }
        ? new ArrivedContact(new ContactId(staff, person), customer.State is { Length: > 0 } state ? state : null)
        : null;
}

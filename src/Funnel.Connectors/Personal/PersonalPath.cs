namespace Funnel.Connectors.Personal;

/// <summary>
/// Somebody's own WeChat. No API may use it, and whoever lets a program do so loses it; so each invitation is a task for staff, who has the id and the picture ready, and nobody is told
/// who arrived.
/// </summary>
internal sealed class PersonalPath(PersonalOptions options) : IContactPath
{
    public const string Name = "personal";

    public ContactForm Form => ContactForm.ByHand;

    public bool MustBeNamed => true;

    /// <summary>The same for everybody: a personal account tells nobody by what token somebody came.</summary>
    public Task<Outcome<ContactLink>> ContactLink(string token, CancellationToken ct) => Task.FromResult<Outcome<ContactLink>>(new ContactLink(options.QrPicture, options.WeChatId));
}

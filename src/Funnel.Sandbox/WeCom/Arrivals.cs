using Funnel.Sandbox.Books;

namespace Funnel.Sandbox.WeCom;

/// <summary>What people do on the WeCom side: open a link, add the staff, delete them.</summary>
internal sealed class Arrivals(Links links, Contacts contacts, WelcomeCall welcome, WeComEvents events, Ledger books)
{
    private const int LowBalance = 20;

    /// <summary>Adds the staff by a link. Null when the link leads nowhere, no uses are left or the person is a contact already.</summary>
    public Contact? Add(string personId, string name, string? address, bool half, bool withCode)
    {
        if (links.Open(address) is not { } opened || contacts.OfPerson(personId) is not null || !links.Take(opened.Link, out var left))
        {
            return null;
        }

        if (left < LowBalance)
        {
            events.Balance(left == 0);
        }

        var contact = contacts.Add(personId, name, opened.State, opened.Link.Id, full: !half);
        if (contact is not null)
        {
            books.Write(Page.Added, personId, token: contact.State);
            events.Added(contact, full: !half, withCode ? welcome.CodeFor(contact) : null);
        }

        return contact;
    }

    /// <summary>The staff confirms a half add.</summary>
    public void Confirm(Contact contact, bool withCode)
    {
        contact.Full = true;
        events.Added(contact, full: true, withCode ? welcome.CodeFor(contact) : null);
    }

    public void Delete(Contact contact)
    {
        books.Write(Page.Deleted, contact.PersonId, token: contact.State);
        events.Deleted(contact);
    }
}

using Funnel.Sandbox.Books;

namespace Funnel.Sandbox.WeCom;

/// <summary>What people do on the WeCom side: open a link or scan a code, add the staff, delete them.</summary>
internal sealed class Arrivals(Links links, Ways ways, Contacts contacts, WelcomeCall welcome, WeComEvents events, Ledger books)
{
    private const int LowBalance = 20;

    /// <summary>Adds the staff by a link, or by the picture of a code. Null when it leads nowhere, no uses are left or the person is a contact already.</summary>
    public Contact? Add(string personId, string name, string? address, bool half, bool withCode)
    {
        if (ways.Scan(address) is { } way)
        {
            return Added(contacts.Add(personId, name, way.State, linkId: null, full: !half), half, withCode);
        }

        if (links.Open(address) is not { } opened || contacts.OfPerson(personId) is not null || !links.Take(opened.Link, out var left))
        {
            return null;
        }

        if (left < LowBalance)
        {
            events.Balance(left == 0);
        }

        return Added(contacts.Add(personId, name, opened.State, opened.Link.Id, full: !half), half, withCode);
    }

    /// <summary>Somebody whom no other platform knows adds the staff by a link that a friend handed on.</summary>
    /// <param name="source">Where the friend is: whoever comes by the link counts there.</param>
    public Contact? AddFriend(string name, string? address, string source)
    {
        if (links.Open(address) is not { } opened || !links.Take(opened.Link, out _))
        {
            return null;
        }

        var contact = contacts.Add(null, name, opened.State, opened.Link.Id, full: true)!;
        books.Introduce(contact.PersonId, source);
        return Added(contact, half: false, withCode: true);
    }

    private Contact? Added(Contact? contact, bool half, bool withCode)
    {
        if (contact is not null)
        {
            books.Write(Page.Added, contact.PersonId, token: contact.State);
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
        if (contact.IsGone)
        {
            return;
        }

        contact.IsGone = true;
        books.Write(Page.Deleted, contact.PersonId, token: contact.State);
        events.Deleted(contact);
    }
}

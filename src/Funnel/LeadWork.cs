using Funnel.Arrival;
using Funnel.Effects;
using Funnel.Growth;
using Funnel.Leads;
using Funnel.Outreach;
using Funnel.Sending;

namespace Funnel;

/// <summary>Whose a message about a lead is: the one dispatch of the queues in which leads are worked on.</summary>
public sealed class LeadWork(EffectRunner runner, ChatInbox chats, ContactEvents contacts, GroupRolls groups, SendGate gate)
{
    /// <param name="queue">Where the message came from.</param>
    public Task Handle(string queue, WorkMessage message, CancellationToken ct) => message switch
    {
        { ReleaseOf: { } account } => gate.Release(account, message.ReleaseAt, ct),
        { Moved: not null } => groups.Find(message, ct),
        { Group: not null } => groups.Read(message, ct),
        { Gone: not null } => contacts.Left(message, ct),
        { Window: not null } or { Receipt: not null } => chats.Handle(message, ct),
        _ => runner.Handle(queue, message, ct),
    };
}

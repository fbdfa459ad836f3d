namespace Funnel.Tests.Simulation;

/// <summary>
/// A fault put into the product's order of operations, to see that the simulation notices. <c>dotnet run -c Release --project tests/Funnel.Benchmarks -- mutations</c>
/// builds a copy of the product with all of them, and switches each one on alone.
/// </summary>
/// <param name="Name">What goes wrong.</param>
/// <param name="File">Where, below <c>src/Funnel</c>.</param>
/// <param name="Code">What stands there, once in that file.</param>
/// <param name="Mutated">What stands there instead; <c>On</c> is true while this mutation is switched on.</param>
internal sealed record Mutation(string Name, string File, string Code, string Mutated)
{
    public static IReadOnlyList<Mutation> All { get; } =
    [
        new("a lead is written whatever version there is", "Leads/LeadStore.cs",
            "new RowChange.Replace(row with { Version = from.Version })",
            "On ? new RowChange.Put(row) : new RowChange.Replace(row with { Version = from.Version })"),
        new("a message that comes before its state is dropped at once", "Effects/EffectRunner.Messages.cs",
            "if (message.Retry < RetrySeconds.Length)",
            "if (!On && message.Retry < RetrySeconds.Length)"),
        new("a result is settled whatever attempt it is of", "Leads/LeadDecider.Sends.cs",
            "(c.AttemptId is not null && !string.Equals(effect.AttemptId, c.AttemptId, StringComparison.Ordinal)))\n        {\n            return Decided.Refuse(lead, Reason.StaleAttempt(c.EffectId, c.AttemptId));\n        }\n\n        // A receipt",
            "(!On && c.AttemptId is not null && !string.Equals(effect.AttemptId, c.AttemptId, StringComparison.Ordinal)))\n        {\n            return Decided.Refuse(lead, Reason.StaleAttempt(c.EffectId, c.AttemptId));\n        }\n\n        // A receipt"),
        new("a page's replies are queued before its leads are stored", "Intake/CommentTriage.cs",
            "        var wanted = new ConcurrentDictionary<(string Queue, WorkMessage Message), bool>();\n",
            """
                    var wanted = new ConcurrentDictionary<(string Queue, WorkMessage Message), bool>();
                    foreach (var message in On ? WorkMessage.Pack(people.Select(p => new WorkMessage(LeadId.Of(accountId, p.Key), Effect.ReplyId(p.First().Offer!.Id)))) : [])
                    {
                        await queues.Enqueue(QueueNames.Replies, message.ToJson(), TimeSpan.Zero, ct);
                    }

            """),
        new("a page that is delivered again is counted again", "Measure/PageCounts.cs",
            "ToRow(partition, PagePrefix + page, CountRow.Of(counted))",
            "ToRow(partition, PagePrefix + (On ? Guid.CreateVersion7(time.GetUtcNow()).ToString(\"N\") : page), CountRow.Of(counted))"),
        new("the read budget is not kept", "Accounts/CallBudget.cs",
            "return chunk.TryTake(window) ||",
            "return On || chunk.TryTake(window) ||"),
        new("what a chat window allows is not counted", "Leads/LeadDecider.Sends.cs",
            "IsInChat(effect.Kind) ? lead with { WindowUsed = lead.WindowUsed + 1 } : lead;",
            "IsInChat(effect.Kind) && !On ? lead with { WindowUsed = lead.WindowUsed + 1 } : lead;"),
        new("who lost the claim sends all the same", "Effects/EffectRunner.cs",
            "|| !string.Equals(claimed.AttemptId, attempt, StringComparison.Ordinal))",
            "|| (!On && !string.Equals(claimed.AttemptId, attempt, StringComparison.Ordinal)))"),
        new("an unknown outcome is taken for a failure", "Leads/LeadDecider.Sends.cs",
            "        if (!attempted)\n",
            "        failure = On && failure.Kind == FailureKind.Unknown ? failure with { Kind = FailureKind.Transient } : failure;\n        if (!attempted)\n"),
        new("a process that stood still posts all the same", "Effects/IEffect.cs",
            "Age() > rules.ReadBackAfter",
            "!On && Age() > rules.ReadBackAfter"),
        new("work under way has no row in the index", "Leads/LeadStore.cs",
            "            await open.Add([lead.Id], ct);\n",
            "            await (On ? Task.CompletedTask : open.Add([lead.Id], ct));\n"),
        new("a state is committed before its messages", "Leads/LeadStore.cs",
            "foreach (var together in decided.Work.Where(w => queueWork || w.Delay > TimeSpan.Zero)",
            "foreach (var together in decided.Work.Where(w => !On && (queueWork || w.Delay > TimeSpan.Zero))"),
        new("a page is not stored with the cursor that passes it", "Intake/PageOutbox.cs",
            "if (finished.ContainsKey(page.Id) ||",
            "if (On || finished.ContainsKey(page.Id) ||"),
        new("a replay whose process was killed stands still", "Replay/StalledReplays.cs",
            "else if ((time.GetUtcNow()",
            "else if (!On && (time.GetUtcNow()"),
        new("who wants to be left alone is not found on the list", "DoNotContact/DoNotContactList.cs",
            "        if (people.IsEmpty)\n",
            "        if (On || people.IsEmpty)\n"),
        new("somebody who adds us is written to whatever they said", "Leads/LeadDecider.Contact.cs",
            "var exit = lead.Exit == Exit.Declined ? Exit.Declined : Exit.None;",
            "var exit = !On && lead.Exit == Exit.Declined ? Exit.Declined : Exit.None;"),
        new("a replay sends again what may have been sent", "Leads/LeadDecider.Operators.cs",
            "if (!effect.MayHaveBeenSent ||",
            "if (On || !effect.MayHaveBeenSent ||"),
        new("the policy is not asked", "Effects/EffectRunner.Policy.cs",
            "switch (await gate.Ask(",
            "switch (On ? Verdict.Yes.Now : await gate.Ask("),
    ];
}

namespace Funnel.Hosts.Tests.Triggers;

public sealed class QueueTests
{
    private static readonly TimeSpan Second = TestHost.Second;

    [Fact]
    public async Task A_message_is_read_from_JSON_whatever_the_case_of_its_names_and_removed_after_the_run()
    {
        await using var host = new TestHost();
        await host.Put("orders", """{"PERSON":"lin","amount":3}""");
        await host.Start(typeof(OrdersReader));

        await host.Queues.Until(queues => queues.Bodies("orders").Count == 0);
        Assert.Equal(new Order("lin", 3), Assert.Single(host.Probe.Runs).Input);
        Assert.Empty(host.Queues.Bodies("orders-poison"));
    }

    [Fact]
    public async Task Text_and_bytes_are_given_as_they_are()
    {
        await using var host = new TestHost();
        await host.Put("texts", "资料");
        await host.Put("bytes", "资料");
        await host.Start(typeof(TextsReader), typeof(BytesReader));

        await host.Probe.Until(probe => probe.Runs.Count == 2);
        Assert.Contains(host.Probe.Runs, run => Equals(run.Input, "资料"));
        Assert.Contains(host.Probe.Runs, run => Equals(run.Input, 6));
    }

    [Fact]
    public async Task A_failed_message_is_seen_again_after_the_visibility_timeout_and_goes_to_poison_after_its_last_try()
    {
        await using var host = new TestHost();
        host.Probe.Behaviour = (_, _) => throw new InvalidOperationException("No.");
        await host.Put("texts", "hello");
        await host.Start(typeof(TextsReader));

        await host.Time.StepUntil(() => host.Queues.Bodies("texts-poison").Count == 1, Second);
        await host.Queues.Until(queues => queues.Bodies("texts").Count == 0);
        Assert.Equal("hello", Assert.Single(host.Queues.Bodies("texts-poison")));
        Assert.Equal(3, host.Probe.Runs.Count);
        Assert.Equal([5 * Second, 5 * Second], host.Queues.Hidden);
        Assert.All(host.Probe.Runs.Zip(host.Probe.Runs.Skip(1)), pair => Assert.True(pair.Second.At - pair.First.At >= 5 * Second));
        Assert.Contains("failed (try 2 of 3)", host.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_cannot_be_read_is_a_failed_run_and_is_not_quoted_in_the_log()
    {
        await using var host = new TestHost();
        await host.Put("orders", """{"person":"secret","amount":"lots"}""");
        await host.Put("orders", "null");
        await host.Start(typeof(OrdersReader));

        await host.Time.StepUntil(() => host.Queues.Bodies("orders-poison").Count == 2 && host.Queues.Bodies("orders").Count == 0, Second);
        Assert.Empty(host.Probe.Runs);
        Assert.Equal(4, host.Queues.Hidden.Count(wait => wait == 5 * Second)); // three tries each, as the Functions host gives it
        Assert.Contains("cannot be read as Order: it is not JSON of that type, at $.amount", host.Log, StringComparison.Ordinal);
        Assert.Contains("cannot be read as Order: it is null", host.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", host.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_over_which_processes_died_too_often_goes_to_poison_without_a_run()
    {
        await using var host = new TestHost();
        await host.Put("texts", "killer");
        host.Queues.PretendDequeued(3);
        await host.Start(typeof(TextsReader));

        await host.Queues.Until(queues => queues.Bodies("texts-poison").Count == 1 && queues.Bodies("texts").Count == 0);
        Assert.Empty(host.Probe.Runs);
    }

    [Fact]
    public async Task A_message_stays_hidden_while_it_is_worked_on()
    {
        var gate = new TaskCompletionSource();
        await using var host = new TestHost();
        host.Probe.Behaviour = (_, _) => gate.Task;
        await host.Put("texts", "slow");
        await host.Start(typeof(TextsReader));
        for (var renewals = 1; renewals <= 3; renewals++)
        {
            var expected = renewals;
            await host.Time.Armed(15 * Second);
            host.Time.Advance(15 * Second);
            await host.Queues.Until(queues => queues.Hidden.Count == expected);
        }

        Assert.Equal(host.Time.GetUtcNow() + (30 * Second), host.Queues.VisibleAt("texts"));
        gate.SetResult();
        await host.Queues.Until(queues => queues.Bodies("texts").Count == 0);
        Assert.Single(host.Probe.Runs);
    }

    [Fact]
    public async Task A_run_whose_message_somebody_else_took_is_cancelled_and_leaves_the_message_alone()
    {
        await using var host = new TestHost();
        host.Probe.Behaviour = (_, ct) => Task.Delay(Timeout.Infinite, ct);
        await host.Put("texts", "contested");
        await host.Start(typeof(TextsReader));
        await host.Time.Armed(15 * Second);
        host.Queues.Rob();
        host.Time.Advance(15 * Second);

        await host.Probe.Until(probe => probe.Cancelled == 1);
        Assert.Single(host.Queues.Bodies("texts"));
        Assert.Contains("was taken by somebody else while it was worked on", host.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_most_a_batch_and_the_threshold_run_at_once()
    {
        var gates = Enumerable.Range(0, 20).Select(_ => new TaskCompletionSource()).ToList();
        await using var host = new TestHost();
        host.HostJson = host.HostJson with { Queues = new(4, 2, Second, 5 * Second, 5) };
        host.Probe.Behaviour = (run, _) => gates[int.Parse((string)run.Input)].Task;
        for (var i = 0; i < gates.Count; i++)
        {
            await host.Put("texts", $"{i}");
        }

        await host.Start(typeof(TextsReader));
        await host.Probe.Until(probe => probe.Running == 4);
        gates[0].SetResult();
        await host.Probe.Until(probe => probe.Running == 3);
        Assert.Equal(4, host.Probe.Runs.Count);
        gates[1].SetResult();
        await host.Probe.Until(probe => probe.Running == 6);
        Assert.Equal(8, host.Probe.Runs.Count);

        gates.Skip(2).ToList().ForEach(gate => gate.SetResult());
        await host.Queues.Until(queues => queues.Bodies("texts").Count == 0);
        Assert.Equal(20, host.Probe.Runs.Count);
        Assert.Equal(6, host.Probe.MostRunning);
    }

    [Fact]
    public async Task An_empty_queue_is_looked_into_less_and_less_often_and_a_hit_starts_over()
    {
        await using var host = new TestHost();
        var start = host.Time.GetUtcNow();
        await host.Start(typeof(TextsReader));
        await host.Time.StepUntil(() => host.Queues.ReadBacks.Count == 7, Second);
        Assert.Equal([0, 100, 300, 700, 1500, 2500, 3500], host.Queues.ReadBacks.Select(look => (look - start).TotalMilliseconds));

        await host.Put("texts", "hit");
        await host.Time.StepUntil(() => host.Queues.ReadBacks.Count == 10, Second);
        Assert.Equal([4500, 4500, 4600], host.Queues.ReadBacks.Skip(7).Select(look => (look - start).TotalMilliseconds));
    }

    [Fact]
    public async Task A_message_enqueued_in_this_process_wakes_its_queue_without_a_look()
    {
        await using var host = await new TestHost().Start(typeof(TextsReader));
        await host.Time.Armed(TimeSpan.FromMilliseconds(100));
        await host.Send("texts", "now");
        await host.Queues.Until(queues => queues.Bodies("texts").Count == 0);
        Assert.Equal(host.Queues.ReadBacks[0], host.Queues.ReadBacks[^1]);
    }

    [Fact]
    public async Task Without_nudges_a_message_waits_for_the_next_look()
    {
        await using var host = new TestHost { Configure = options => options.Nudge = false };
        await host.Start(typeof(TextsReader));
        await host.Time.Armed(TimeSpan.FromMilliseconds(100));
        await host.Send("texts", "later");
        Assert.Single(host.Queues.ReadBacks);
        host.Time.Advance(TimeSpan.FromMilliseconds(100));
        await host.Queues.Until(queues => queues.Bodies("texts").Count == 0);
        Assert.Equal(TimeSpan.FromMilliseconds(100), host.Probe.Runs[0].At - host.Queues.ReadBacks[0]);
    }

    [Fact]
    public async Task A_queue_that_cannot_be_read_is_tried_again()
    {
        await using var host = new TestHost();
        host.Queues.FailingLooks = 2;
        await host.Put("texts", "patience");
        await host.Start(typeof(TextsReader));
        await host.Time.StepUntil(() => host.Queues.Bodies("texts").Count == 0, Second);
        Assert.Contains("Queue texts could not be read; trying again after a pause. The disk is on strike.", host.Log, StringComparison.Ordinal);
    }
}

using System.Text;

namespace Funnel.Storage;

/// <summary>The limits of <see cref="IQueues"/>, checked by every adapter before it touches its store.</summary>
public static class QueueRules
{
    /// <summary>Most messages that one receive takes (Azure Queue Storage).</summary>
    public const int MaxReceive = 32;

    /// <summary>Shortest time that <see cref="IQueues.Receive"/> hides a message.</summary>
    public static TimeSpan MinVisibility { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether text has the size of a message: a person may have put other text into a queue.</summary>
    public static bool Fits(string body) => body.Length > 0 && Encoding.UTF8.GetByteCount(body) <= QueueNames.MaxBodyBytes;

    /// <summary>Checks a message before it is sent.</summary>
    /// <exception cref="ArgumentException">The queue's name, the body or the delay is over its limit.</exception>
    public static void CheckEnqueue(string queue, string body, TimeSpan delay)
    {
        CheckName(queue);
        ArgumentException.ThrowIfNullOrEmpty(body);
        var bytes = Encoding.UTF8.GetByteCount(body);
        if (bytes > QueueNames.MaxBodyBytes)
        {
            throw new ArgumentException(
                $"The message has {bytes} bytes of UTF-8; queue '{queue}' takes at most {QueueNames.MaxBodyBytes}. "
                + "Put the content in a row and its key in the message.",
                nameof(body));
        }

        StorageText.RequireWellFormed(body, "The message", nameof(body));
        CheckSpan(delay, TimeSpan.Zero, nameof(delay), "To wait longer, send the message again when it comes.");
    }

    /// <summary>Checks the arguments of <see cref="IQueues.Receive"/>.</summary>
    /// <exception cref="ArgumentException">A name or number is outside its range.</exception>
    public static void CheckReceive(string queue, int max, TimeSpan visibility)
    {
        CheckName(queue);
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, MaxReceive);
        CheckSpan(visibility, MinVisibility, nameof(visibility), "To hold a message longer, hide it again.");
    }

    /// <summary>Checks the arguments of <see cref="IQueues.Hide"/>.</summary>
    /// <exception cref="ArgumentException">A name or number is outside its range.</exception>
    public static void CheckHide(string queue, QueueMessage message, TimeSpan visibility)
    {
        CheckMessage(queue, message);
        CheckSpan(visibility, TimeSpan.Zero, nameof(visibility), "To hold a message longer, hide it again.");
    }

    /// <summary>Checks a message that was received.</summary>
    /// <exception cref="ArgumentException">The queue's name is not one that every adapter can hold.</exception>
    public static void CheckMessage(string queue, QueueMessage message)
    {
        CheckName(queue);
        ArgumentNullException.ThrowIfNull(message);
    }

    /// <summary>Checks a queue's name.</summary>
    /// <exception cref="ArgumentException">The name is not one that every adapter can hold.</exception>
    public static void CheckName(string queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        if (!StorageText.IsName(queue, hyphens: true))
        {
            throw new ArgumentException("A queue's name is 3–63 lower-case letters, digits and single hyphens in between.", nameof(queue));
        }
    }

    private static void CheckSpan(TimeSpan value, TimeSpan least, string parameter, string instead)
    {
        if (value < least || value > QueueNames.MaxDelay)
        {
            throw new ArgumentOutOfRangeException(parameter, value, $"It must be {least} to {QueueNames.MaxDelay}. {instead}");
        }
    }
}

using Funnel.Sandbox.Wire;

namespace Funnel.Sandbox.Douyin;

/// <summary>An event that opens a window: where to answer and to what.</summary>
internal sealed record Opening(string PersonId, string ConversationId, string MessageId, DateTimeOffset At);

/// <summary>
/// Private chats and their windows: 30 s and 3 messages after the person opened the chat, 24 h and 6 after they wrote,
/// where writing again starts both anew.
/// </summary>
internal sealed class Chats(Ids ids, TimeProvider time)
{
    private static readonly TimeSpan OpenedFor = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan WroteFor = TimeSpan.FromHours(24);
    private const int AfterOpening = 3;
    private const int AfterWriting = 6;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Chat> byPerson = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Window> windows = new(StringComparer.Ordinal);

    public Opening Open(string personId) => Add(personId, wrote: false);

    public Opening Write(string personId) => Add(personId, wrote: true);

    /// <summary>Takes <paramref name="messages"/> of a window's allowance and returns their ids and the conversation.</summary>
    public (string Conversation, IReadOnlyList<string> Ids) Take(string scene, string? messageId, string? conversationId, string personId, int messages)
    {
        lock (gate)
        {
            if (messageId is null || !windows.TryGetValue(messageId, out var window))
            {
                throw new Refusal(DouyinCodes.BadParameter, "msg_id unknown");
            }

            if (window.Wrote != !string.Equals(scene, "im_enter_direct_msg", StringComparison.Ordinal))
            {
                throw new Refusal(DouyinCodes.BadParameter, "msg_id is not of this scene");
            }

            CheckPeer(window, conversationId, personId);
            TakeFrom(window, messages);
            return (window.Chat.Id, [.. Enumerable.Range(0, messages).Select(_ => ids.Opaque("message"))]);
        }
    }

    private Opening Add(string personId, bool wrote)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            if (!byPerson.TryGetValue(personId, out var chat))
            {
                byPerson[personId] = chat = new Chat(personId, ids.Opaque("conversation"));
            }

            if (wrote)
            {
                chat.SinceWritten = 0;
            }

            var id = ids.Opaque("message");
            windows[id] = new Window(chat, wrote, now);
            return new Opening(personId, chat.Id, id, now);
        }
    }

    private static void CheckPeer(Window window, string? conversationId, string personId)
    {
        if (!string.Equals(window.Chat.PersonId, personId, StringComparison.Ordinal)
            || !string.Equals(window.Chat.Id, conversationId, StringComparison.Ordinal))
        {
            throw new Refusal(DouyinCodes.PeerMismatch, "msg_id, conversation_id and to_user_id do not belong together");
        }
    }

    private void TakeFrom(Window window, int messages)
    {
        if (time.GetUtcNow() - window.At > (window.Wrote ? WroteFor : OpenedFor))
        {
            throw new Refusal(DouyinCodes.WindowOver, "the message is older than its window");
        }

        var used = window.Wrote ? window.Chat.SinceWritten : window.SinceOpened;
        if (used + messages > (window.Wrote ? AfterWriting : AfterOpening))
        {
            throw new Refusal(DouyinCodes.MessageCount, "message count limit");
        }

        if (window.Wrote)
        {
            window.Chat.SinceWritten += messages;
        }
        else
        {
            window.SinceOpened += messages;
        }
    }

    private sealed class Chat(string personId, string id)
    {
        public string PersonId { get; } = personId;

        public string Id { get; } = id;

        public int SinceWritten { get; set; }
    }

    private sealed class Window(Chat chat, bool wrote, DateTimeOffset at)
    {
        public Chat Chat { get; } = chat;

        public bool Wrote { get; } = wrote;

        public DateTimeOffset At { get; } = at;

        public int SinceOpened { get; set; }
    }
}

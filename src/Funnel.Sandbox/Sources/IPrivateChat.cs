namespace Funnel.Sandbox.Sources;

/// <summary>The private chat of a platform, as people use it.</summary>
internal interface IPrivateChat
{
    /// <summary>A person opens it, coming from a video.</summary>
    void Open(string personId, string nick, string videoId);

    /// <summary>A person writes.</summary>
    void Write(string personId, string nick, string text);
}
